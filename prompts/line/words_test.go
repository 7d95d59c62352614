package line_test

import (
	"strings"
	"testing"
	"unicode"

	"kith/prompts"
)

// Who hears 5.3 read out, with one group and both sittings, hears no more than this
// many words of kith's, and what was said to them once is not said in full again.
func TestFiveThreeIsSoonHeard(t *testing.T) {
	t.Parallel()
	const most = 1400
	lib, err := prompts.OpenLibrary(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a, err := lib.Find("5.3")
	if err != nil {
		t.Fatal(err)
	}
	script := strings.Join([]string{"", "", // the intro, the primer
		"Go Meetup", "", "", "1", // the inventory, what more there is to say, and which to look at
		"", "4", "Someone asks.", ".", "4", "3", "3", "3", "1", "", "4", "", // a closer look
		"Trust.", ".", "", "", "Company.", ".", "2", "lunch", "", "2", // to the end of the first sitting
		"", "3", "", "", "", ""}, "\n")
	w := resume(t, prompts.New(a, prompts.Env{Now: env().Now, NewID: env().NewID}, prompts.Options{}), script)
	if w.err != nil || w.session.State() != prompts.Finished {
		t.Fatalf("it ended in %v, %v:\n%s", w.session.State(), w.err, w.screen.String())
	}
	words := strings.FieldsFunc(w.screen.String(), unicode.IsSpace)
	n := 0
	for _, word := range words {
		if strings.ContainsFunc(word, unicode.IsLetter) {
			n++
		}
	}
	if n > most {
		t.Errorf("%d words, want at most %d", n, most)
	}
	for _, once := range []string{"/help shows", "left out of anything"} {
		if got := strings.Count(w.screen.String(), once); got != 1 {
			t.Errorf("%q is said %d times", once, got)
		}
	}
}
