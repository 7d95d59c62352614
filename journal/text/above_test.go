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

// A reason is taken out also where a replace over the whole file has changed it, and what
// somebody has typed into it is not.
func TestBelowAReason(t *testing.T) {
	t.Parallel()
	reason := Reason([]string{`line 12: "Quire" is no community`, `line 30: "Quire" is none`})
	const mine = "---\nid: 1\n---\n\n# Choir\n"
	replaced := func(old, new string) string { return strings.ReplaceAll(reason, old, new) + mine }
	for _, is := range []string{
		reason + mine, replaced("Quire", "Choir"), replaced("is", "was"), replaced("kith", "Kith"), replaced("text", "words"),
		"\n" + reason + mine, strings.Join(strings.SplitAfter(reason, "\n")[3:], "") + mine, strings.TrimSuffix(reason, "\n") + mine,
		strings.ReplaceAll(reason, "\n", "\r\n") + mine,
	} {
		if got := Below(reason, is); got != mine {
			t.Errorf("of %q comes %q", is, got)
		}
	}
	for is, want := range map[string]string{
		strings.Replace(reason, "is none\n", "is none\nTyped here.\n", 1) + mine: "Typed here.\n" + mine,
		"Typed above.\n" + reason + mine:                                         "Typed above.\n" + mine,
		mine + reason:                                                            mine + reason,
		mine:                                                                     mine,
		"\n" + mine:                                                              "\n" + mine,
		"":                                                                       "",
		"<!--":                                                                   "<!--",
	} {
		if got := Below(reason, is); got != want {
			t.Errorf("of %q comes %q, want %q", is, got, want)
		}
	}
}
