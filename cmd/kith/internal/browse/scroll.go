package browse

import (
	"fmt"

	"kith/prompts/screen/program"
)

// scroll is a place in some lines that may be more than fit.
type scroll struct {
	line   int // the first one shown
	height int // how many were shown last
	total  int
}

// key moves. Where it goes too far show stops it.
func (s *scroll) key(key string) {
	switch key {
	case "down", "j":
		s.line++
	case "up", "k":
		s.line--
	case "pgdown", " ", "ctrl+f":
		s.line += s.height
	case "pgup", "b", "ctrl+b":
		s.line -= s.height
	case "home", "g":
		s.line = 0
	case "end", "G":
		s.line = s.total
	}
}

// show is so many of the lines, of which the last says where one is when there are more.
func (s *scroll) show(lines []string, height int) []string {
	s.height, s.total = height, len(lines)
	if len(lines) > height && height > 2 {
		s.height--
	}
	s.line = max(0, min(s.line, len(lines)-s.height))
	end := min(len(lines), s.line+s.height)
	shown := append(make([]string, 0, height), lines[s.line:end]...)
	switch {
	case s.height == height:
	case end == len(lines):
		shown = append(shown, program.Faint().Render("(the end)"))
	default:
		shown = append(shown, program.Faint().Render(fmt.Sprintf("↓ more, line %d of %d", end, len(lines))))
	}
	return append(shown, make([]string, height-len(shown))...)
}
