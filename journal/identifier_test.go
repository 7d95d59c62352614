package journal

import (
	"slices"
	"strings"
	"testing"
)

// TestIdentifiers: what no rule can decide is listed to be looked at, and the usual
// words of a page are not, or nobody would look.
func TestIdentifiers(t *testing.T) {
	t.Parallel()
	c := NewRedactor([]Names{
		{CommunityRef: CommunityRef{ID: "1", Name: "Royal Order of the Harp"}, Former: []string{"Harp Ladies"}},
		{CommunityRef: CommunityRef{ID: "2", Name: "Go Meetup"}, Alias: "crew"},
	})
	for _, test := range []struct {
		page string
		want []string // kind: words
	}{
		{"It was good. We all said so! I'm sure, and so am I. On Monday, in May.", nil},
		{"community A met, and the crew too.", nil},
		{"Then Priya came, and priya's friend, and Priya again.", []string{"name: Priya"}},
		{"One of them: Priya Shah.", []string{"name: Priya", "name: Shah"}},
		{"She lives in Leeds.\n\n> and works for NHS.", []string{"name: Leeds", "name: NHS"}},
		{"The ladies sang. The ROTH did too.", []string{"community: ladies", "name: ROTH"}},
		{"The ROOTH sang.\n\nROOTH sings.", []string{"community: ROOTH"}},
		{"harps were there, and the royals. A meetup.", []string{"community: meetup"}},
		{"the harp was out of tune, a roya.", []string{"community: harp", "community: roya"}},
		{"Write to ann.b+c@mail.example.org, or see https://example.org/a?b=c. Or www.example.net!", []string{
			"e-mail address: ann.b+c@mail.example.org", "link: https://example.org/a?b=c", "link: www.example.net"}},
		{"See https://example.org/community A/b, or write to crew@example.org.", []string{
			"e-mail address: crew@example.org", "link: https://example.org/community A/b"}},
		{"Ring 0113 496 0000 or +44 (0)113 496 0001, from 9 to 5, in 2026.", []string{"telephone number: 0113 496 0000", "telephone number: +44 (0)113 496 0001"}},
		{"We met on 3 May in Leeds.", []string{"day and place: 3 May", "name: Leeds"}},
		{"Every Tuesday at the library we talk.", []string{"day and place: Tuesday"}},
		{"Every Tuesday we talk. In Leeds it rains.", []string{"name: Leeds"}},
		{"---\nkith: page/1\nid: \"p-01KB\"\ntitle: \"Your communities\"\nby: \"a friend of Ann\"\nwritten: 2026-11-23\n---\n\nIt was good.", []string{"name: Ann"}},
		{"# What Wenger says\n\nIt was good.", nil},
		{"Wir trafen uns mit der Gruppe im Haus, und die Leute brachten Kuchen mit, dazu Tee, und eine Frau las aus dem Buch vor, das von der Arbeit am Fluss erzählt.",
			[]string{"names among capitals: "}},
	} {
		var got []string
		for _, f := range c.Identifiers(test.page) {
			got = append(got, string(f.Kind)+": "+f.Words)
			if f.Words != "" && !strings.Contains(strings.Split(test.page, "\n")[f.Line-1], f.Words) {
				t.Errorf("%q: %q is not in line %d", test.page, f.Words, f.Line)
			}
		}
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%q:\ngot  %q\nwant %q", test.page, got, test.want)
		}
	}
}

func FuzzIdentifiers(f *testing.F) {
	f.Add("Go Meetup", "On 3 May at the library, Priya of Go Meetup (0113 496 0000).")
	f.Fuzz(func(t *testing.T, name, page string) {
		c := NewRedactor([]Names{{CommunityRef: CommunityRef{ID: "1", Name: name}}})
		for _, found := range c.Identifiers(page) {
			if found.Line < 1 || found.Line > strings.Count(page, "\n")+1 {
				t.Errorf("line %d of %q", found.Line, page)
			}
		}
	})
}
