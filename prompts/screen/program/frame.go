package program

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"kith/journal"
)

// Frame is a screen: as many of the lines as it has, none wider than it is.
func Frame(lines []string, width, height int, noColour bool) string {
	lines = lines[:min(len(lines), height)]
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, width, "")
	}
	frame := strings.Join(lines, "\n")
	if noColour {
		frame = uncoloured(frame)
	}
	return frame
}

// Things are drawn in the terminal's own sixteen colours, which are right on
// light and on dark without asking which it is. What has to be read is in the
// plain colour, and never faint, which on many terminals can hardly be seen; no
// colour says anything that the words do not.

// Strong is for titles and questions.
func Strong() lipgloss.Style { return lipgloss.NewStyle().Bold(true) }

// Faint is for lines between parts, and what stands elsewhere as well.
func Faint() lipgloss.Style { return lipgloss.NewStyle().Faint(true) }

// Accent is for where one is.
func Accent() lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.Color("6")) }

// Warn is for what went wrong.
func Warn() lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.Color("1")).Bold(true) }

// Sentence is an error with what to do about it.
func Sentence(err error) string {
	var e *journal.Error
	if errors.As(err, &e) && e.Hint != "" {
		return err.Error() + "; " + e.Hint
	}
	return err.Error()
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
			case (n == 38 || n == 48) && i+1 < len(params) && params[i+1] == "2":
				i += 4 // a colour by its three parts
			case n == 38 || n == 48:
				i += 2 // a colour by its number
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
