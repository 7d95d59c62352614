package archive

import "strings"

// lineKind is how a line of somebody's Markdown is to be taken.
type lineKind int

const (
	ambiguous lineKind = iota // anything may be anything
	prose                     // what stands between backticks is code
	code                      // the line is code
)

// classify goes through the lines of a text and says how each is to be taken;
// column is where they begin, 2 within a quote, for the sake of tabs. Readers of
// Markdown differ, so a line is code only where all of them agree; from the first
// doubt about where a fence begins or ends, every line is ambiguous.
func classify(lines []line, column int) []lineKind {
	kinds := make([]lineKind, len(lines))
	if !isUnambiguous(lines) {
		return kinds
	}
	blank := true // the line before is blank
	var (
		structured bool // since the last blank line there was one that is not plain
		inList     bool // a list or the like may be open, to which indented lines belong
		ticks      bool // since the last blank line backticks may pair in more than one way
	)
	for i := 0; i < len(lines); i++ {
		text := lines[i].text
		if isBlank(text) {
			blank, structured, ticks = true, false, false
			continue
		}

		// An indented code block is one that cannot belong to anything else: not to
		// a list before it, nor to a line of dashes after it.
		indented := !inList && indent(text, column) >= 4 && (blank || kinds[i-1] == code)
		if indented && i+1 < len(lines) {
			next := lines[i+1].text
			indented = isBlank(next) || indent(next, column) >= 4
		}
		if indented {
			kinds[i] = code
			blank, structured, ticks = false, true, true
			continue
		}
		if strings.Contains(text, "```") || strings.Contains(text, "~~~") {
			last := fenceEnd(lines, i, blank, structured)
			if last == i {
				break // the rest is in doubt
			}
			for k := i + 1; k < last; k++ {
				kinds[k] = code
			}
			blank, structured, ticks = false, false, false
			i = last
			continue
		}
		if !isPlain(text) {
			inList, structured = true, true
		} else if blank {
			inList = false
		}
		ticks = ticks || !ticksPair(text)
		if !ticks {
			kinds[i] = prose
		}
		blank = false
	}
	return kinds
}

// fenceEnd is the line that closes the fence which line i opens, or i where
// that is not certain.
func fenceEnd(lines []line, i int, blank, structured bool) int {
	mark, info := cutFence(lines[i].text)
	if len(mark) < 3 || structured || mark[0] != '`' && !blank || !isWord(strings.Trim(info, " \t")) {
		return i
	}
	for k := i + 1; k < len(lines); k++ {
		text := lines[k].text
		run := strings.Trim(text, " \t")
		if len(run) < len(mark) || strings.Trim(run, mark[:1]) != "" {
			continue // no reader takes this for the end
		}
		if strings.TrimRight(text, " \t") != mark {
			return i // it closes for some readers only
		}
		return k
	}
	return i
}
