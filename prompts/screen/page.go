package screen

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
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
	// room is how many lines it needs at a width, and how many it would like.
	room(width int) (least, most int)
	view(width, height int) string
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
)

// hint is a key and what it does.
type hint struct{ key, does string }

// newAsker draws up what the session's page is answered with.
func newAsker(s *prompts.Session, now func() time.Time, look look) asker {
	step, said := s.Page().Step, s.Answer()
	switch step.Kind {
	case journal.Info:
		return reading{newPane(step.Help)}
	case journal.ChooseOne, journal.ChooseMany, journal.YesNo, journal.Rating:
		return newChoice(step, said, look)
	case journal.Inventory:
		return newInventory(step, said, s.Communities(), look)
	case journal.CommunityOne:
		return newPick(step, said, s.Communities(), look)
	case journal.SuggestionsK:
		return newSuggestions(step, said, s.Communities(), now, look)
	}
	return newText(step, said, look)
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

func (r reading) value() journal.Value { return journal.Value{} }

func (r reading) room(width int) (least, most int) {
	n := r.tall(width)
	return min(n, 3), n
}

func (r reading) hints() []hint {
	hints := []hint{{"enter", "go on"}}
	if r.long() {
		hints = append(hints, hint{"↑/↓", "scroll"})
	}
	return append(hints, hint{"shift+tab", "back"})
}

// help is what stands under the question: the step's own words, and how to
// answer where that does not show.
func help(step prompts.Step) string {
	parts := []string{step.Help}
	switch {
	case step.Kind == journal.Info:
	case step.Kind == journal.DateKind:
		parts = append(parts, "A day, a month or a year, such as 2026-11-23, Nov 2026, 2026, yesterday, last monday, 3 weeks ago.")
	case step.Min != nil && step.Max != nil:
		parts = append(parts, fmt.Sprintf("From %v to %v.", *step.Min, *step.Max))
	case step.MinItems > 1 && step.MaxItems > 0:
		parts = append(parts, fmt.Sprintf("From %d to %d.", step.MinItems, step.MaxItems))
	case step.MinItems > 1:
		parts = append(parts, fmt.Sprintf("At least %d.", step.MinItems))
	case step.MaxItems > 0 && (step.Multiple || step.Kind != journal.CommunityOne):
		parts = append(parts, fmt.Sprintf("At most %d.", step.MaxItems))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// onward is the word for the key that goes on: skip, where nothing was said
// and nothing has to be.
func onward(step prompts.Step, v journal.Value) string {
	if v.Empty() && !step.Required && step.Key != "" {
		return "skip"
	}
	return "next"
}
