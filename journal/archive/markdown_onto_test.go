package archive

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// Blank lines above the front matter do no harm, and anything else there is what is named.
func TestAboveTheFrontMatter(t *testing.T) {
	t.Parallel()
	page := markdown(t, sample())
	for _, blank := range []string{"\n", " \n\t\n", "\r\n"} {
		above := page
		if strings.HasPrefix(blank, "\r") {
			above = strings.ReplaceAll(page, "\n", "\r\n")
		}
		if got, err := ReadMarkdown(blank+above).Onto(sample(), world()); err != nil || markdown(t, got) != page {
			t.Errorf("below %q: %v", blank, err)
		}
	}
	_, err := ReadMarkdown("\n"+strings.Replace(page, "\n4 of 5: well", "\n9", 1)).Onto(sample(), world())
	if err == nil || !strings.HasPrefix(err.Error(), `line 36: "9" is no rating`) {
		t.Errorf("with a line more above it a mistake is %v", err)
	}
	for above, want := range map[string]string{
		"\nWords.\n":  `line 2: "Words." stands above the line --- that the file began with: take it away, or move it below a heading`,
		"Words.\n---": "line 1: the lines between --- and --- that the file began with are not there as they were",
	} {
		if _, err := ReadMarkdown(above+page).Onto(sample(), world()); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("with %q above it: %v", above, err)
		}
	}
}

// A reflection keeps a title: none is a mistake, wherever it was taken out.
func TestATitleThatWasEmptied(t *testing.T) {
	t.Parallel()
	for _, r := range []journal.Reflection{sample(), note("One line.\n\n# Mine")} {
		title := r.Title
		for from, to := range map[string]string{`"` + title + `"`: `""`, "title: \"" + title + "\"": "title:", "# " + title: "#", "\n# " + title + "\n": "\n# \n"} {
			_, err := edited(t, r, from, to)
			var mistakes Mistakes
			if !errors.As(err, &mistakes) || len(mistakes) != 1 || !strings.Contains(err.Error(), "there is no title left: write one; it was "+title) {
				t.Errorf("with %q: %v", to, err)
			}
		}
	}
	if _, err := edited(t, sample(), "# Your communities of practice", "#"); err == nil || !strings.HasPrefix(err.Error(), "line 15: ") {
		t.Error(err)
	}
	untitled := note("# \n\nOne line.")
	untitled.Title = ""
	if got, err := edited(t, untitled, "One", "A"); err != nil || got.Title != "" {
		t.Errorf("one that had no title: %q, %v", got.Title, err)
	}
}

// What kith counts and dates itself cannot be set in the front matter; what it says there
// of the text as it was, or as it now is, is no mistake.
func TestWhatKithCountsIsNotSet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		was  journal.Reflection
		edit []string
		want string // "" where it is read
	}{
		"words":               {sample(), []string{"words: 30", "words: 3000"}, `line 10: "words: 3000" cannot be set here: kith counts it; it was 30`},
		"hours":               {sample(), []string{"hours: 1.5", "hours: 2"}, `line 9: "hours: 2" cannot be set here: kith counts it; it was 1.5`},
		"updated":             {sample(), []string{"updated: 2026-11-23", "updated: 2026-11-24"}, `cannot be set here: kith says here when it was changed, which was 2026-11-23T14:52:00+01:00`},
		"no time":             {sample(), []string{"updated: 2026-11-23T14:52:00+01:00", "updated: today"}, `"updated: today" cannot be set here`},
		"event":               {sample(), []string{"event: 2026-11-20", "event: 2026-11-01"}, `"event: 2026-11-01" cannot be set here: it comes from the answer to "When was it?"; change it there`},
		"event of none":       {note("Words."), []string{"tags:", "event: 2026-11-01\ntags:"}, `"event: 2026-11-01" cannot be set here: it comes from an answer that is a date, and there is none here`},
		"hours of none":       {note("Words."), []string{"tags:", "hours: 3\ntags:"}, `"hours: 3" cannot be set here: kith counts it; take the line away`},
		"words that come":     {sample(), []string{"Roses", "Red roses"}, ""},
		"words counted again": {sample(), []string{"Roses", "Red roses", "words: 30", "words: 31"}, ""},
		"an answer":           {sample(), []string{"\n20 Nov 2026", "\n2026-11-01"}, ""},
		"both":                {sample(), []string{"event: 2026-11-20", "event: 2026-11-01", "\n20 Nov 2026", "\n2026-11-01"}, ""},
		"lines taken away":    {sample(), []string{"event: 2026-11-20\n", "", "hours: 1.5\n", "", "words: 30\n", ""}, ""},
		"of any version":      {sample(), []string{"updated: 2026-11-23T14:52:00+01:00\n", "", "words: 30", "words: 3000"}, ""},
	} {
		_, err := edited(t, c.was, c.edit...)
		var mistakes Mistakes
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (!errors.As(err, &mistakes) || len(mistakes) != 1 || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestAFileThatIsStale(t *testing.T) {
	t.Parallel()
	was := sample()
	page, is := markdown(t, was), sample()
	is.Updated = is.Updated.Add(time.Minute)
	other := is
	other.ID = "01kavtj0c8q6x9w0m5n3r7t2y0"
	if p := ReadMarkdown(page); p.Stale(was) || !p.Stale(is) || p.Stale(other) {
		t.Error("a file is stale where it is of another time, and only there")
	}
	if p := ReadMarkdown(strings.Replace(page, "T14:52:00+01:00", "T13:52:00Z", 1)); p.Stale(was) {
		t.Error("the same moment is another")
	}
	want := strings.Replace(page, "updated: 2026-11-23T14:52:00+01:00\n", "", 1)
	for _, page := range []string{page, want} {
		if got := Undated(page); got != want || ReadMarkdown(got).Stale(is) {
			t.Errorf("undated it is\n%s", got)
		}
	}
	if got := Undated("\ufeff" + strings.ReplaceAll(page, "\n", "\r\n")); got != "\ufeff"+strings.ReplaceAll(want, "\n", "\r\n") {
		t.Errorf("from Windows it is\n%s", got)
	}
}

// A list may be written without its brackets, and minutes be none.
func TestFieldsAsTheyAreTyped(t *testing.T) {
	t.Parallel()
	was := note("Words.")
	was.Communities = []journal.CommunityRef{{ID: "b", Name: "Bath, Somerset"}}
	for typed, want := range map[string]struct{ tags, about []string }{
		"tags: rain, long walks":            {[]string{"rain", "long walks"}, []string{"Bath, Somerset"}},
		"tags: rain":                        {[]string{"rain"}, []string{"Bath, Somerset"}},
		"tags: [rain, walks":                {[]string{"rain", "walks"}, []string{"Bath, Somerset"}},
		"tags: #rain, #walks":               {[]string{"rain", "walks"}, []string{"Bath, Somerset"}},
		"tags: [rain, #walks] # of autumn":  {[]string{"rain", "walks"}, []string{"Bath, Somerset"}},
		"communities: Bath, Somerset":       {was.Tags, []string{"Bath, Somerset"}},
		"communities: choir":                {was.Tags, []string{"Choir"}},
		"communities: [choir]\nminutes:":    {was.Tags, []string{"Choir"}},
		"tags:\ncommunities:":               {nil, nil},
		"minutes: 0":                        {was.Tags, []string{"Bath, Somerset"}},
		"communities: [\"Bath, Somerset\"]": {was.Tags, []string{"Bath, Somerset"}},
	} {
		page := markdown(t, was)
		for _, line := range strings.Split(typed, "\n") {
			key, _, _ := strings.Cut(line, ":")
			before, after, there := strings.Cut(page, "\n"+key+":")
			if !there {
				before, after, _ = strings.Cut(page, "\ntags:")
				after = " \ntags:" + after
			}
			_, after, _ = strings.Cut(after, "\n")
			page = before + "\n" + line + "\n" + after
		}
		got, err := ReadMarkdown(page).Onto(was, world())
		var about []string
		for _, c := range got.Communities {
			about = append(about, c.Name)
		}
		if err != nil || !slices.Equal(got.Tags, want.tags) || !slices.Equal(about, want.about) || got.Minutes != 0 {
			t.Errorf("%q: %q %q %d, %v", typed, got.Tags, about, got.Minutes, err)
		}
	}
}
