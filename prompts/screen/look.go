package screen

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"kith/journal/text"
)

// look is how things are drawn: in the terminal's own sixteen colours, which
// are right on light and on dark without asking which it is. What has to be
// read is in the plain colour; none says anything that the words do not.
type look struct {
	theme                       *huh.Theme
	strong, faint, accent, warn lipgloss.Style
}

func newLook() look {
	return look{
		theme:  huh.ThemeBase16(),
		strong: lipgloss.NewStyle().Bold(true),
		faint:  lipgloss.NewStyle().Faint(true),
		accent: lipgloss.NewStyle().Foreground(lipgloss.Color("6")),
		warn:   lipgloss.NewStyle().Foreground(lipgloss.Color("1")).Bold(true),
	}
}

// wrap breaks text into lines of at most width cells, between words where
// that can be. What could act on the terminal is spelled out.
func wrap(s string, width int) []string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(strings.TrimRight(text.Visible(s), "\n"), "\t", "    ")
	if s == "" {
		return nil
	}
	return strings.Split(ansi.Wrap(s, max(1, width), ""), "\n")
}

// fit is text on one line of at most width cells.
func fit(s string, width int) string {
	return ansi.Truncate(text.Line(s), max(0, width), "…")
}

// beside puts left and right at the two ends of a line, cutting left.
func beside(left, right string, width int) string {
	right = fit(right, width)
	room := width - ansi.StringWidth(right)
	left = fit(left, room-2)
	return left + strings.Repeat(" ", room-ansi.StringWidth(left)) + right
}

// style draws each line by itself, so that no line is padded to another's width.
func drawn(lines []string, style lipgloss.Style) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = style.Render(line)
	}
	return out
}

// uncoloured takes the colours out of a drawn screen and leaves the rest:
// bold, faint, and the reversed cell that is the cursor.
func uncoloured(s string) string {
	return regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllStringFunc(s, func(seq string) string {
		var kept []string
		params := strings.Split(seq[2:len(seq)-1], ";")
		for i := 0; i < len(params); i++ {
			n, _ := strconv.Atoi(params[i])
			switch {
			case n == 38 || n == 48:
				i += colourLength(params[i+1:])
			case n >= 30 && n <= 49 || n >= 90 && n <= 107:
			default:
				kept = append(kept, params[i])
			}
		}
		if len(kept) == 0 {
			return ""
		}
		return "\x1b[" + strings.Join(kept, ";") + "m"
	})
}

// colourLength is how many parameters follow a 38 or a 48.
func colourLength(rest []string) int {
	if len(rest) > 0 && rest[0] == "2" {
		return 4
	}
	return 2
}

// calm takes the direction overrides out of a drawn field. They are kept in
// the answer, but have no width, so there is no room to spell them out between
// the cells of a field that is being typed in.
func calm(view string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, view)
}
