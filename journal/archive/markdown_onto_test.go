package archive

import (
	"errors"
	"strings"
	"testing"

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
