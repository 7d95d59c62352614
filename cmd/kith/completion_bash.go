package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal/text"
)

// newCompleteBash is what completion/kith.bash calls. bash puts what is proposed
// on the line as it is, and where several words begin alike as much of it as they
// share: so each is quoted here, so that any part of it is.
func newCompleteBash(a *app) *cobra.Command {
	return &cobra.Command{
		Use:    "__complete-bash LINE WORD TYPE COLUMNS",
		Hidden: true,
		Args:   takes(4, 4),
		RunE: func(cmd *cobra.Command, args []string) error {
			line := readBash(args[0])
			var out bytes.Buffer
			root := newRoot(a)
			root.SetArgs(append([]string{"__complete"}, line.words...))
			root.SetOut(&out)
			root.SetErr(io.Discard)
			if err := root.ExecuteContext(cmd.Context()); err != nil {
				return err
			}
			said := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			directive, err := strconv.Atoi(strings.TrimPrefix(said[len(said)-1], ":"))
			if err != nil {
				return err
			}
			option := ""
			switch has := func(d cobra.ShellCompDirective) bool { return directive&int(d) != 0 }; {
			case has(cobra.ShellCompDirectiveError):
				said = said[len(said)-1:]
			case has(cobra.ShellCompDirectiveNoSpace):
				option = "nospace"
			case len(said) == 1 && !has(cobra.ShellCompDirectiveNoFileComp):
				option = "default" // files, as bash completes them
			}
			width, _ := strconv.Atoi(args[3]) // no width: the meaning is left out
			words := line.proposed(said[:len(said)-1], args[1], args[2] == "63", width)
			return a.print(option + "\n" + strings.Join(append(words, ""), "\n"))
		},
	}
}

// bashLine is what stands before the cursor: the words after the command, without
// their quotes, the last of them as it was typed, and the quote that is open, if
// any.
type bashLine struct {
	words []string
	typed string
	quote byte
	mixed bool // the last word has quotes within
}

func readBash(line string) bashLine {
	var read bashLine
	var word []byte
	start, inWord := 0, false
	for i := 0; i < len(line); i++ {
		c := line[i]
		if !inWord && c != ' ' && c != '\t' && c != '\n' {
			start, inWord = i, true
		}
		switch {
		case read.quote != 0 && c == read.quote:
			read.quote, read.mixed = 0, true
		case c == '\\' && read.quote != '\'':
			if i++; i < len(line) {
				if read.quote == '"' && !strings.ContainsRune("$`\"\\\n", rune(line[i])) {
					word = append(word, '\\')
				}
				word = append(word, line[i])
			}
		case read.quote != 0:
			word = append(word, c)
		case c == '\'' || c == '"':
			read.quote = c
			before := line[start:i]
			read.mixed = read.mixed || before != "" && !(before[0] == '-' && strings.HasSuffix(before, "="))
		case c == ' ' || c == '\t' || c == '\n':
			if inWord {
				read.words = append(read.words, string(word))
			}
			word, inWord, read.mixed = nil, false, false
		default:
			word = append(word, c)
		}
	}
	read.words = append(read.words, string(word))
	if inWord {
		read.typed = line[start:]
	}
	if len(read.words) > 1 {
		read.words = read.words[1:] // the command itself
	}
	return read
}

// proposed is what takes the place of the part of the last word that bash calls
// the word: all behind the last quote, colon or the like. What cannot be quoted
// there is not offered. A list to look at has the meanings too.
func (l bashLine) proposed(said []string, part string, list bool, width int) []string {
	flag, typed := "", l.words[len(l.words)-1]
	if at := strings.IndexByte(l.typed, '='); at > 0 && l.typed[0] == '-' {
		flag, typed = l.typed[:at+1], typed[strings.IndexByte(typed, '=')+1:]
	}
	before, ok := strings.CutSuffix(l.typed, part)
	if !ok || l.mixed {
		return nil
	}
	if slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, typed) }) {
		// Of names in other letters, big or small, bash would take away what was typed.
		said = slices.DeleteFunc(said, func(s string) bool { return !strings.HasPrefix(s, typed) })
	}
	var words, meanings []string
	for _, s := range said {
		word, meaning, _ := strings.Cut(s, "\t")
		quoted, ok := quoteBash(word, l.quote)
		if l.quote != 0 {
			quoted = string(l.quote) + quoted
		}
		if quoted, begins := strings.CutPrefix(flag+quoted, before); ok && begins && !slices.Contains(words, quoted) {
			words, meanings = append(words, quoted), append(meanings, meaning)
		}
	}
	if !list || len(words) < 2 {
		return words
	}
	longest := 0
	for _, w := range words {
		longest = max(longest, text.Width(w))
	}
	for i, w := range words {
		if room := width - longest - 4; meanings[i] != "" && room >= 10 {
			words[i] = fmt.Sprintf("%s%s  (%s)", w, strings.Repeat(" ", longest-text.Width(w)), text.Cut(meanings[i], room))
		}
	}
	return words
}

// quoteBash quotes a word for bash, behind an open quote where there is one. It is
// not ok where the word cannot stand there: a ! means a line of the history even
// between double quotes.
func quoteBash(word string, quote byte) (quoted string, ok bool) {
	if strings.ContainsFunc(word, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return "", false
	}
	switch quote {
	case '\'':
		return word, !strings.Contains(word, "'")
	case '"':
		return strings.NewReplacer(`\`, `\\`, "$", `\$`, "`", "\\`", `"`, `\"`).Replace(word), !strings.Contains(word, "!")
	}
	var b strings.Builder
	for i, r := range word {
		plain := r >= 0x80 || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:+@,%=", r)
		if !plain || r == '=' && i == 0 {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String(), true
}
