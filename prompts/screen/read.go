package screen

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// readPage is a page that lists other people's pages: enter opens one, which then
// counts as read, and the last row goes on.
type readPage struct {
	session *prompts.Session
	step    prompts.Step
	offered []journal.Contribution
	draw    func(words string, cells int) string // Markdown, for a width
	list    *list
	open    *pane // the page being read, or nil
}

// rowGoOn goes on to the next page.
const rowGoOn = "\x00go on"

func newReadPage(s *prompts.Session, draw func(words string, cells int) string) *readPage {
	said := s.Answer()
	r := &readPage{session: s, draw: draw, step: s.Page().Step, offered: s.Unread()}
	var rows []row
	for _, c := range r.offered {
		rows = append(rows, row{value: string(c.ID), label: text.Line(c.Line()), on: slices.Contains(said.Contributions, c.Ref())})
	}
	if said.Declined {
		rows = withDecline(rows, r.step, said)
	}
	r.list = newList(true, append(rows, row{value: rowGoOn, label: "Go on", goes: true})...)
	r.list.at = 0
	return r
}

func (r *readPage) press(msg tea.KeyMsg) (move, error) {
	k := msg.String()
	if r.open != nil {
		switch k {
		case "enter", "q", "shift+tab", "backspace":
			r.close()
		default:
			r.open.scroll(msg)
		}
		return stay, nil
	}
	switch k {
	case "tab", "ctrl+d":
		return forward, nil
	case "shift+tab":
		return back, nil
	case "enter":
		at := r.list.at
		if at >= len(r.offered) {
			return forward, nil
		}
		c, err := r.session.Contribution(r.offered[at].ID)
		if err != nil {
			return stay, err
		}
		r.open = newPane(c.Line() + "\n\n" + c.Text)
		if r.draw != nil {
			r.open.draw = func(_ string, cells int) string {
				return strings.Join(wrapped(c.Line(), cells), "\n") + "\n\n" + r.draw(c.Text, cells)
			}
		}
		if !r.list.rows[at].on {
			r.list.take(at)
		}
		return stay, nil
	}
	r.list.Update(msg)
	return stay, nil
}

// close goes back to the list, to the page after the one that was open.
func (r *readPage) close() bool {
	if r.open == nil {
		return false
	}
	r.open = nil
	r.list.at = min(r.list.at+1, len(r.list.rows)-1)
	return true
}

func (r *readPage) typing() bool { return false }

func (r *readPage) value() (v journal.Value) {
	chosen := r.list.chosen()
	v.Declined = slices.Contains(chosen, rowDecline)
	for _, c := range r.offered {
		if slices.Contains(chosen, string(c.ID)) {
			v.Contributions = append(v.Contributions, c.Ref())
		}
	}
	return v
}

func (r *readPage) size(width int) (least, most int) {
	if r.open != nil {
		const all = 1 << 16 // the room there is, but for a line of the question
		return all, all
	}
	n := r.list.tall(width)
	return min(n, 4), n
}

func (r *readPage) view(width, height int) string {
	if r.open != nil {
		return r.open.view(width, height)
	}
	r.list.WithWidth(width)
	r.list.WithHeight(height)
	return r.list.View()
}

func (r *readPage) hints() []hint {
	if r.open != nil {
		hints := []hint{{"enter", "close it"}}
		if r.open.scrolls() {
			hints = append(hints, hint{"↑/↓", "scroll"})
		}
		return hints
	}
	next := onward(r.step, r.value())
	if r.list.at >= len(r.offered) {
		return []hint{{"enter", next}, {"↑/↓", "move"}, {"shift+tab", "back"}}
	}
	mark := map[bool]string{true: "not read", false: "I have read it"}[r.list.under().on]
	return []hint{{"enter", "read it"}, {"tab", next}, {"space", mark}, {"↑/↓", "move"}, {"shift+tab", "back"}}
}
