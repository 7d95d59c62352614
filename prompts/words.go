package prompts

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kith/journal"
	"kith/journal/text"
)

// words says when a condition holds: "works is 3 or less". called is what the
// step it asks about is called, value how one of its answers is written.
func (c Condition) words(called string, value func(any) string) string {
	list, isList := c.Value.([]any)
	if !isList {
		list = []any{c.Value}
	}
	values := make([]string, len(list))
	for i, v := range list {
		values[i] = value(v)
	}
	switch c.Op {
	case Eq, In:
		return called + " is " + listed(values, "or")
	case Ne, NotIn:
		return called + " is not " + listed(values, "or")
	case Gte, Lte:
		return called + " is " + values[0] + bound(c)
	case Answered:
		return called + " is answered"
	case Unanswered:
		return called + " is not answered"
	}
	return called + " is shown"
}

func bound(c Condition) string {
	_, isDate := c.Value.(string)
	switch {
	case isDate && c.Op == Gte:
		return " or later"
	case isDate:
		return " or earlier"
	case c.Op == Gte:
		return " or more"
	}
	return " or less"
}

// plainValue writes a condition's value as an answers file would, without
// quotes.
func plainValue(v any) string {
	switch v := v.(type) {
	case float64:
		return plainNumber(v)
	case bool:
		return yesOrNo(v)
	}
	return clipped(fmt.Sprint(v), 60)
}

// labelledValue writes a condition's value in the words of the step it is about.
func labelledValue(asked Step) func(any) string {
	return func(v any) string {
		switch v := v.(type) {
		case string:
			if len(asked.Options) > 0 {
				return fmt.Sprintf("%q", asked.Label(v))
			}
		case float64:
			if i := int(v); asked.Kind == journal.Rating && i >= 1 && i <= len(asked.Anchors) {
				return fmt.Sprintf("%d (%s)", i, asked.Anchors[i-1])
			}
		}
		return plainValue(v)
	}
}

func plainNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func yesOrNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// answerWords says what an answer is, in few words: "5", "group or mentor",
// "not sure", "not answered".
func answerWords(v journal.Value) string {
	switch {
	case v.Declined:
		return `"would rather not say"`
	case v.NotSure:
		return "not sure"
	case v.Number != nil:
		return plainNumber(*v.Number)
	case v.Yes != nil:
		return yesOrNo(*v.Yes)
	case len(v.Choices) > 0:
		return clipped(listed(v.Choices, "and"), 100)
	case v.Said() && v.Text != "":
		return fmt.Sprintf("%q", clipped(v.Text, 60))
	case v.Said():
		return "answered"
	}
	return "not answered"
}

// unfilled puts words in the place of placeholders, where there is no run to
// fill them.
func unfilled(text string) string {
	return strings.NewReplacer(
		PlaceCommunity, "the community", PlaceReading, "(here kith says how it reads the community)",
		PlaceRecentEntries, "(here stand your latest reflections)", PlaceDueSuggestions, "(here stand the suggestions that are due)",
	).Replace(text)
}

// wrapped breaks text into lines of at most width characters, each begun with
// the prefix.
func wrapped(text, prefix string, width int) string {
	var out strings.Builder
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if line != "" && utf8.RuneCountInString(prefix+line)+1+utf8.RuneCountInString(word) > width {
				out.WriteString(strings.TrimRight(prefix+line, " ") + "\n")
				line = ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		out.WriteString(strings.TrimRight(prefix+line, " ") + "\n")
	}
	return out.String()
}

func didYouMean(near []string) string {
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf(", did you mean %s?", near[0])
}

// nearest are the words that may have been meant. The words of a file are
// anybody's, and finding what is near a very long one takes very long.
func nearest(word string, among []string) []string {
	tooLong := func(w string) bool { return len(w) > maxWords }
	if tooLong(word) {
		return nil
	}
	return text.Nearest(word, slices.DeleteFunc(slices.Clone(among), tooLong))
}

// shown is a word of the file as it may be printed: on one line and short, in
// quotes where it would not be seen as one word without.
func shown(s string) string {
	s = clipped(s, 60)
	if s == "" || strings.ContainsAny(s, " \"'") {
		return fmt.Sprintf("%q", s)
	}
	return s
}

// clipped is text on one line of at most n characters.
func clipped(s string, n int) string {
	s = text.Line(s)
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "..."
	}
	return s
}

func only(n int, what string) string {
	if n == 1 {
		return "is only 1 " + what
	}
	return fmt.Sprintf("are only %d %ss", n, what)
}

func strs[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// listed is "a, b or c".
func listed[T ~string](words []T, last string) string {
	all := strs(words)
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " " + last + " " + all[len(all)-1]
}
