package screen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// asker is what the person answers a page with: a pane to read, a text, a
// list, a list with a small form. It never judges an answer; that is Next's.
type asker interface {
	// press takes a key or a paste and says where that leads. The error is
	// about what was just done, to be shown in place.
	press(tea.KeyMsg) (move, error)
	// value is what has been said so far, half-typed words too.
	value() journal.Value
	// size is how many lines it needs at a width, and up to how many the help
	// gives way to it.
	size(width int) (least, most int)
	view(width, height int) string // in at most as many lines as height
	// typing reports that keys are for a text, ctrl+z too.
	typing() bool
	// hints are the keys that do something now, those that matter most first.
	// What hangs on the pages before and after this one is the model's to say.
	hints() []hint
}

// move is where a key leads.
type move int

const (
	stay    move = iota
	forward      // to the next page
	back         // to the page before
	again        // to this page, drawn up anew from the session
	edit         // to the person's editor
	jump         // to the step chosen in the list of them
)

// hint is a key and what it does.
type hint struct{ key, does string }

// newAsker draws up what the session's page is answered with: a kind of step is
// drawn here or, where it is answered from a list, by newChoice.
func newAsker(s *prompts.Session, o Options) asker {
	step, said, now := s.Page().Step, s.Answer(), o.Now
	if s.Page().Ends() {
		return newStepList(s)
	}
	switch step.Kind {
	case journal.Info:
		return reading{newPane(step.Help)}
	case journal.CommunityOne:
		return newPick(step, said, s.Communities())
	case journal.Inventory:
		switch page := s.Page(); {
		case page.Known():
			return newKnown(step, said, s.Offered())
		case page.Details():
			return newDetails(step, said, s.Lacking, now)
		}
		return newInventory(step, said, s.Communities(), now)
	case journal.SuggestionsK:
		return newSuggestions(step, said, s.Communities(), now)
	case journal.ReadKind:
		return newReadPage(s, o.Draw)
	case journal.OutcomesKind:
		return newOutcomes(s, now)
	}
	if c := newChoice(step, said); c != nil {
		return c
	}
	return newText(step, said)
}

// helpOf is what stands under the question: the step's own words, and how to
// answer where that does not show.
func helpOf(step prompts.Step) string {
	return strings.TrimSpace(step.Help + " " + step.Hint())
}

// onward is the word for the key that goes on: skip, where nothing was said and
// nothing has to be. It is "" where an answer is wanted first.
func onward(step prompts.Step, v journal.Value) string {
	switch {
	case !v.Empty() || step.Key == "":
		return "next"
	case step.Required:
		return ""
	}
	return "skip"
}

// reading is a page with nothing to answer.
type reading struct{ *pane }

func (r reading) press(msg tea.KeyMsg) (move, error) {
	switch msg.String() {
	case "enter", "tab", "ctrl+d":
		return forward, nil
	case "shift+tab":
		return back, nil
	}
	r.scroll(msg)
	return stay, nil
}

func (r reading) typing() bool { return false }

func (r reading) value() journal.Value { return journal.Value{} }

func (r reading) size(width int) (least, most int) {
	n := len(wrapped(r.text, width))
	return min(n, 3), n
}

func (r reading) hints() []hint {
	hints := []hint{{"enter", "next"}}
	if r.scrolls() {
		hints = append(hints, hint{"↑/↓", "scroll"})
	}
	return append(hints, hint{"shift+tab", "back"})
}

// pane is text to read, which scrolls where it is longer than its place.
type pane struct {
	text  string
	draw  func(words string, cells int) string // nil where it stays as it was typed
	lines []string                             // as wide as the port
	port  viewport.Model
}

func newPane(text string) *pane { return &pane{text: text, port: viewport.New(0, 0)} }

// scrolls reports that there is more than fits.
func (p *pane) scrolls() bool { return p.port.Height > 0 && p.port.TotalLineCount() > p.port.Height }

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

// view is the text in its place, the last line saying where in it one is.
func (p *pane) view(width, height int) string {
	if p.lines == nil || p.port.Width != width { // a long text takes a while
		p.lines = wrapped(p.text, width)
		if p.draw != nil {
			p.lines = strings.Split(strings.TrimRight(p.draw(p.text, width), "\n"), "\n")
		}
		p.port.SetContent(strings.Join(p.lines, "\n"))
	}
	lines := p.lines
	p.port.Width, p.port.Height = width, height
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
	return p.port.View() + "\n" + text.Cut(where, width)
}

// window is what is shown of lines that do not all fit: those around from to to,
// with as little scrolling from top, the first line shown before, as there can
// be. Where there is more, the line at that end says so, if there is room for that.
func window(lines []string, from, to, top, height int) (shown []string, newTop int) {
	if len(lines) <= height {
		return lines, 0
	}
	sign := 1
	if height < 2+to-from {
		sign = 0
	}
	top = max(top, min(to+sign, len(lines))-height)
	top = max(0, min(top, from-sign, len(lines)-height))
	shown = slices.Clone(lines[top : top+height])
	if top > 0 && sign > 0 {
		shown[0] = "  ↑ more above"
	}
	if top+height < len(lines) && sign > 0 {
		shown[height-1] = "  ↓ more below"
	}
	return shown, top
}
