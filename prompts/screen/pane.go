package screen

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"
)

// pane is text to read, which scrolls where it is longer than its room.
type pane struct {
	text string
	port viewport.Model
}

func newPane(text string) *pane {
	return &pane{text: text, port: viewport.New(0, 0)}
}

// scroll takes the keys that move the text.
func (p *pane) scroll(msg tea.KeyMsg) {
	switch msg.String() {
	case "home", "g":
		p.port.GotoTop()
	case "end", "G":
		p.port.GotoBottom()
	default:
		p.port, _ = p.port.Update(msg)
	}
}

func (p *pane) tall(width int) int { return len(wrap(p.text, width)) }

// long reports text that does not fit the room it was drawn in last.
func (p *pane) long() bool { return p.port.TotalLineCount() > p.port.Height && p.port.Height > 0 }

// view is the text in its room, the last line saying where in it one is.
func (p *pane) view(width, height int) string {
	lines := wrap(p.text, width)
	p.port.Width, p.port.Height = width, height
	p.port.SetContent(strings.Join(lines, "\n"))
	if len(lines) <= height || height < 3 {
		p.port.SetYOffset(p.port.YOffset)
		return p.port.View()
	}
	p.port.Height = height - 1
	p.port.SetYOffset(p.port.YOffset)
	where := fmt.Sprintf("↓ more, line %d of %d", p.port.YOffset+p.port.Height, len(lines))
	if p.port.AtBottom() {
		where = "(the end)"
	}
	return p.port.View() + "\n" + newLook().faint.Render(fit(where, width))
}
