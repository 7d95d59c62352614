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

// Below is a text without what Above or Reason put there. Of a question, lines at its
// beginning are taken out where each is one of those, in their order, and the last of
// those is among them. Otherwise somebody has written into it, and all of it is theirs.
func Below(above, text string) string {
	if strings.HasPrefix(above, reasonFirst) {
		return belowReason(above, text)
	}
	lines := strings.Split(strings.TrimRight(above, "\n"), "\n")
	rest, last := text, lines[len(lines)-1]
	for above != "" && rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		line = strings.TrimSuffix(line, "\r")
		i := slices.Index(lines, line)
		if i < 0 {
			return text
		}
		if lines, rest = lines[i+1:], after; line == last {
			return withoutEmptyLine(rest)
		}
	}
	return text
}

// belowReason is Below for a reason, which may say what is in the text, so that a replace
// over the whole file changes both: it is known by how it begins and ends and by how many
// lines it has. Where those are others somebody has written into it or deleted some, and
// what was not there is theirs.
func belowReason(reason, text string) string {
	given, is := strings.Split(strings.TrimRight(reason, "\n"), "\n"), strings.SplitAfter(text, "\n")
	line := func(i int) string { return strings.TrimRight(is[i], "\r\n") }
	top := max(0, slices.IndexFunc(is, func(l string) bool { return strings.TrimSpace(l) != "" }))
	end := top + len(given) - 1
	if end < len(is) && strings.HasPrefix(line(top), "<!--") && strings.HasSuffix(line(end), "-->") {
		return withoutEmptyLine(strings.Join(is[end+1:], ""))
	}
	for i := range is {
		switch line(i) {
		case "---": // the text begins
			return text
		case reasonLast:
			theirs := slices.DeleteFunc(is[:i:i], func(l string) bool { return slices.Contains(given, strings.TrimRight(l, "\r\n")) })
			return strings.Join(theirs, "") + withoutEmptyLine(strings.Join(is[i+1:], ""))
		}
	}
	return text
}

// withoutEmptyLine is a text without the empty line it begins with, where that is
// still there.
func withoutEmptyLine(text string) string {
	if after, ok := strings.CutPrefix(text, "\r\n"); ok {
		return after
	}
	return strings.TrimPrefix(text, "\n")
}
