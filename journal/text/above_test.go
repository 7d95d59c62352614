package text

import (
	"strings"
	"testing"
)

// What was put above a text is taken out again, and nothing of the person's is.
func TestBelow(t *testing.T) {
	t.Parallel()
	above := Above("What makes it work?\n\n# People, habits.\n<!-- a comment -->")
	lines := strings.SplitAfter(above, "\n")
	for _, mine := range []string{
		"", "Someone asks.", "# A heading\n\n#tag\n", "<!-- mine -->\nand more", "What makes it work?\nI know.", "\n\nTwo empty lines first",
		"<!-- kith asks:\nmine", "Your answer goes below this line, which is taken out again. -->\nmine", above, above + above,
	} {
		if got := Below(above, above+mine); got != mine {
			t.Errorf("below is %q, want %q", got, mine)
		}
		windows := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
		if got := Below(above, windows(above+mine)); got != windows(mine) {
			t.Errorf("from Windows it is %q, want %q", got, windows(mine))
		}
		if got := Below("", mine); got != mine {
			t.Errorf("with nothing above, below is %q", got)
		}
	}
	for i := range lines[:len(lines)-3] { // some of the lines were deleted
		if got := Below(above, strings.Join(lines[i:], "")+"mine"); got != "mine" {
			t.Errorf("without %d of the lines it is %q", i, got)
		}
	}
	for _, all := range []string{ // written into, or without the last line: it is theirs
		strings.Replace(above, "work?", "work? This.", 1) + "mine", lines[0] + lines[1] + "mine", "mine", "mine\n" + above, lines[0],
		strings.Replace(above, "<!-- a comment -->\n", "<!-- a comment -->\nmine\n", 1),
	} {
		if got := Below(above, all); got != all {
			t.Errorf("of %q comes %q", all, got)
		}
	}
	if Above(" \n") != "" {
		t.Error("no question is shown as one")
	}
}
