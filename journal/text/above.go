package text

import (
	"slices"
	"strings"
)

// The first and the last of the lines that are put above a text in an editor.
const (
	aboveFirst  = "<!-- kith asks:"
	aboveLast   = "Your answer goes below this line, which is taken out again. -->"
	reasonFirst = "<!-- kith says:"
	reasonLast  = "Your text goes on below this line. What stands above it is taken out again. -->"
)

// AboveFile is what a file is called that has, beside the text in an editor, what
// stands above it.
const AboveFile = "above.txt"

// Above is a question as lines to stand above a text in an editor, which Below takes
// out again; "" for no question.
func Above(question string) string {
	if question = strings.TrimSpace(question); question == "" {
		return ""
	}
	return aboveFirst + "\n" + Visible(question) + "\n" + aboveLast + "\n\n"
}

// Reason is what has to be said of a text that was typed, as lines to stand above it
// when it is opened again. Below takes these out too.
func Reason(lines []string) string {
	return reasonFirst + "\n" + Visible(strings.Join(lines, "\n")) + "\n" + reasonLast + "\n\n"
}

// Below is a text without what Above or Reason put there: lines at its beginning are taken out
// where each is one of those, in their order, and the last of those is among them.
// Otherwise somebody has written into them, and all of it is theirs.
func Below(above, text string) string {
	lines := strings.Split(strings.TrimRight(above, "\n"), "\n")
	rest, last := text, lines[len(lines)-1]
	for above != "" {
		line, after, _ := strings.Cut(rest, "\n")
		line = strings.TrimSuffix(line, "\r")
		i := slices.Index(lines, line)
		if i < 0 {
			return text
		}
		lines, rest = lines[i+1:], after
		if line == last {
			line, after, _ := strings.Cut(rest, "\n")
			if strings.TrimSuffix(line, "\r") == "" && rest != "" {
				return after // the empty line, where it is still there
			}
			return rest
		}
		if rest == "" {
			return text
		}
	}
	return text
}
