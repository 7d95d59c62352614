package prompts

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"kith/journal"
	"kith/journal/text"
)

func TestEveryTermIsExplained(t *testing.T) {
	t.Parallel()
	terms, err := Terms()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, term := range terms {
		names = append(names, term.Name)
	}
	for _, name := range []string{
		"community of practice", "network", "domain", "community", "practice", "competence", "joint enterprise", "mutual engagement", "shared repertoire",
		"boundary", "boundary object", "brokering", "peripheral participation", "trajectories", "levels of participation", "network of practice",
		"community of interest", "working group", "landscape of practice", "value cycles", "social learning space", "stewarding", "lurking", "inclusion",
		"reflection in and on action", "double-loop learning", "critical incident", "reading", "observation", "sitting",
	} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is not explained", name)
		}
	}
	sentence := regexp.MustCompile(`[.?!]( |$)`)
	year := regexp.MustCompile(`\((19|20)\d\d\)`)
	seen := map[string]string{}
	for _, term := range terms {
		if n := len(sentence.FindAllString(term.Means, -1)); n < 3 || n > 6 {
			t.Errorf("%s takes %d sentences", term.Name, n)
		}
		if term.Example == "" || term.Source == "" || !year.MatchString(term.Source) && !strings.HasPrefix(term.Source, "kith's own") {
			t.Errorf("%s has the example %q and the source %q", term.Name, term.Example, term.Source)
		}
		if len(term.Near) == 0 {
			t.Errorf("%s is near to nothing", term.Name)
		}
		for _, near := range term.Near {
			if near == term.Name || !slices.Contains(names, near) {
				t.Errorf("%s is near to %s, which is not there", term.Name, near)
			}
		}
		for _, name := range append([]string{term.Name}, term.Aliases...) {
			if other := seen[text.Unaccented(name)]; other != "" {
				t.Errorf("%s and %s are both called %s", term.Name, other, name)
			}
			seen[text.Unaccented(name)] = term.Name
		}
	}
}

func TestTermsIn(t *testing.T) {
	t.Parallel()
	for words, want := range map[string][]string{
		"What separates a network from a community for you?":  {"community", "network"},
		"A Community of Practice, or a community of interest": {"community of interest", "community of practice"},
		"communities, networking and read":                    nil, "": nil,
		"Domain: ... practice, reading, network and community": {"community", "practice", "network"},
	} {
		got := TermsIn(words)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("in %q are %q, want %q", words, got, want)
		}
	}
}

func TestFindTerm(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"network": "network", "Community of Practice": "community of practice", "cop": "community of practice", "LURKER": "lurking",
		"double": "double-loop learning", " peripheral  ": "peripheral participation",
	} {
		if got, err := FindTerm(typed); err != nil || got.Name != want {
			t.Errorf("%q finds %q, %v", typed, got.Name, err)
		}
	}
	for typed, kind := range map[string]journal.ErrorKind{"netwrok": journal.NotFound, "": journal.NotFound, "bound": journal.Conflict, "co": journal.Conflict} {
		if _, err := FindTerm(typed); journal.KindOf(err) != kind {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
