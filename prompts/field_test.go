package prompts

import (
	"slices"
	"testing"

	"kith/journal"
)

// What is typed into a field is read in one way, whichever face took it.
func TestFieldsAsTheyAreTyped(t *testing.T) {
	t.Parallel()
	communities, suggestions := communityEntries().Fields, suggestionEntries().Fields
	for _, c := range []struct {
		read  func(string) ([]string, error)
		typed string
		want  []string
	}{
		{communities[3].Read, "#go #evening", []string{"go", "evening"}},
		{communities[3].Read, "#go evening class", []string{"go evening class"}},
		{communities[3].Read, "go, evening", []string{"go", "evening"}},
		{communities[3].Read, "##go,, GO , #", []string{"go"}},
		{communities[3].Read, " - ", nil},
		{communities[3].Read, "  ", nil},
		{communities[1].Read, "1, 3", []string{"social", "learning"}},
		{communities[1].Read, "1 3 Work", []string{"social", "learning", "work"}},
		{communities[1].Read, "chess club, 2, social", []string{"chess club", "professional", "social"}},
		{communities[1].Read, "-", nil},
		{communities[2].Read, " Talks, mostly ", []string{" Talks, mostly "}},
		{communities[2].Read, "-", nil},
		{suggestions[3].Read, "3", []string{"practice"}},
		{suggestions[3].Read, "Domain", []string{"domain"}},
		{suggestions[2].Read, "Choir, the", []string{"Choir, the"}},
		{suggestions[2].Read, "", nil},
	} {
		if got, err := c.read(c.typed); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q is read as %q, %v, want %q", c.typed, got, err, c.want)
		}
	}
	if got, err := suggestions[3].Read("4"); journal.KindOf(err) != journal.Invalid {
		t.Errorf("an element of no such number is read as %q, %v", got, err)
	}
}
