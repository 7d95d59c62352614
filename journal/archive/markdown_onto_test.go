package archive

import (
	"strings"
	"testing"
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
		if got, err := ReadMarkdown(blank + above).Onto(sample(), world()); err != nil || markdown(t, got) != page {
			t.Errorf("below %q: %v", blank, err)
		}
	}
	_, err := ReadMarkdown("\n" + strings.Replace(page, "\n4 of 5: well", "\n9", 1)).Onto(sample(), world())
	if err == nil || !strings.HasPrefix(err.Error(), `line 36: "9" is no rating`) {
		t.Errorf("with a line more above it a mistake is %v", err)
	}
	for above, want := range map[string]string{
		"\nWords.\n":  `line 2: "Words." stands above the line --- that the file began with: take it away, or move it below a heading`,
		"Words.\n---": "line 1: the lines between --- and --- that the file began with are not there as they were",
	} {
		if _, err := ReadMarkdown(above + page).Onto(sample(), world()); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("with %q above it: %v", above, err)
		}
	}
}
