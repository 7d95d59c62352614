package screen

import (
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"kith/journal"
	"kith/prompts"
)

// walk is a person at the screen: it types into the program and reads what it
// shows. Nothing runs beside it; a second goes by when it says so.
type walk struct {
	t     *testing.T
	model *model
	now   time.Time
	over  bool // the program has ended

	saved  []journal.Draft
	unkept error // why Save fails, while it does

	editor   func(text string) (string, error) // what the person does in it
	inEditor string                            // what the editor was opened with
	noEditor error

	later   []later // what is on its way
	stopped int     // how often the terminal was given to the shell
}

// later is a message that comes at its time.
type later struct {
	at  time.Time
	msg tea.Msg
}

// keys are those that have a name.
var keys = map[string]tea.KeyMsg{
	"enter": {Type: tea.KeyEnter}, "tab": {Type: tea.KeyTab}, "shift+tab": {Type: tea.KeyShiftTab},
	"esc": {Type: tea.KeyEsc}, "ctrl+c": {Type: tea.KeyCtrlC}, "ctrl+d": {Type: tea.KeyCtrlD},
	"ctrl+e": {Type: tea.KeyCtrlE}, "ctrl+g": {Type: tea.KeyCtrlG}, "ctrl+u": {Type: tea.KeyCtrlU},
	"ctrl+o": {Type: tea.KeyCtrlO}, "ctrl+v": {Type: tea.KeyCtrlV}, "up": {Type: tea.KeyUp}, "down": {Type: tea.KeyDown},
	"left": {Type: tea.KeyLeft}, "right": {Type: tea.KeyRight}, "space": {Type: tea.KeySpace, Runes: []rune{' '}},
	"backspace": {Type: tea.KeyBackspace}, "end": {Type: tea.KeyEnd}, "pgdown": {Type: tea.KeyPgDown},
	"pgup": {Type: tea.KeyPgUp}, "ctrl+z": {Type: tea.KeyCtrlZ}, "ctrl+y": {Type: tea.KeyCtrlY},
	"delete": {Type: tea.KeyDelete},
}

// start sits down in front of a new run, at 80x24.
func start(t *testing.T, a prompts.Activity, cs ...journal.Community) *walk {
	t.Helper()
	return sit(t, prompts.New(a, env(cs...), prompts.Options{}))
}

// resume sits down in front of a run that has a draft.
func resume(t *testing.T, a prompts.Activity, d journal.Draft, cs ...journal.Community) *walk {
	t.Helper()
	return sit(t, prompts.Resume(a, env(cs...), d))
}

var began = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func env(cs ...journal.Community) prompts.Env {
	n := 0
	return prompts.Env{Now: began, Communities: cs, NewID: func() journal.ID {
		n++
		return journal.ID(fmt.Sprintf("id%d", n))
	}}
}

func sit(t *testing.T, s *prompts.Session) *walk {
	w := &walk{t: t, now: began}
	o := Options{
		Now: func() time.Time { return w.now },
		Save: func(d journal.Draft) error {
			if w.unkept == nil {
				w.saved = append(w.saved, d)
			}
			return w.unkept
		},
		Editor: func(text string) (*exec.Cmd, func(error) (string, error), error) {
			w.inEditor = text
			return exec.Command("unused"), func(error) (string, error) { return w.editor(text) }, w.noEditor
		},
	}
	w.model = newModel(s, o)
	w.model.lend = func(_ *exec.Cmd, done tea.ExecCallback) tea.Cmd {
		return func() tea.Msg { return done(nil) }
	}
	w.model.suspend = func(done tea.ExecCallback) tea.Cmd {
		return func() tea.Msg { w.stopped++; return done(nil) }
	}
	w.model.after = func(d time.Duration, msg tea.Msg) tea.Cmd {
		w.later = append(w.later, later{w.now.Add(d), msg})
		return nil
	}
	w.model.Init()
	w.size(80, 24)
	return w
}

func (w *walk) size(width, height int) { w.send(tea.WindowSizeMsg{Width: width, Height: height}) }

// send gives the program a message, and then what its command comes back with.
func (w *walk) send(msg tea.Msg) {
	w.t.Helper()
	if w.over {
		w.t.Fatalf("the program is over, and is sent %v", msg)
	}
	_, cmd := w.model.Update(msg)
	w.model.View()
	if cmd == nil {
		return
	}
	switch answer := cmd().(type) {
	case tea.QuitMsg:
		w.over = true
	default:
		w.send(answer)
	}
}

// second lets one go by.
func (w *walk) second() {
	w.now = w.now.Add(time.Second)
	for i := 0; i < len(w.later); {
		if l := w.later[i]; !l.at.After(w.now) {
			w.later = slices.Delete(w.later, i, i+1)
			w.send(l.msg)
			continue
		}
		i++
	}
}

// press presses keys by their names; anything else is typed letter by letter.
func (w *walk) press(names ...string) *walk {
	w.t.Helper()
	for _, name := range names {
		if key, ok := keys[name]; ok {
			w.send(key)
			continue
		}
		for _, r := range name {
			w.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
	return w
}

func (w *walk) paste(text string) {
	w.t.Helper()
	w.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
}

func (w *walk) screen() string { return ansi.Strip(w.model.View()) }

// foot is the last line of the screen.
func (w *walk) foot() string {
	return strings.TrimSpace(w.screen()[strings.LastIndexByte(w.screen(), '\n')+1:])
}

func (w *walk) sees(texts ...string) *walk {
	w.t.Helper()
	for _, text := range texts {
		if !strings.Contains(w.screen(), text) {
			w.t.Fatalf("%q is not on the screen:\n%s", text, w.screen())
		}
	}
	return w
}

func (w *walk) seesNot(text string) *walk {
	w.t.Helper()
	if strings.Contains(w.screen(), text) {
		w.t.Fatalf("%q is on the screen:\n%s", text, w.screen())
	}
	return w
}

// at checks the step the session is at.
func (w *walk) at(key string) *walk {
	w.t.Helper()
	if got := w.model.session.Page().Step.Key; got != key {
		w.t.Fatalf("the page is %q, want %q:\n%s", got, key, w.screen())
	}
	return w
}

// said is the session's answer on a page, whatever page is shown.
func (w *walk) said(name string) journal.Value { return w.model.session.Draft().Answers[name] }

// kept is the draft as it was saved last.
func (w *walk) kept() journal.Draft {
	w.t.Helper()
	if len(w.saved) == 0 {
		w.t.Fatal("nothing has been saved")
	}
	return w.saved[len(w.saved)-1]
}

func (w *walk) left() error { return w.model.ending(nil) }

// one is an activity of these steps alone.
func one(steps ...prompts.Step) prompts.Activity {
	for i := range steps {
		steps[i].Sitting = max(1, steps[i].Sitting)
	}
	return prompts.Activity{ID: "made-up", Title: "A made-up activity", Minutes: 20, Intro: "Welcome.", Steps: steps}
}

func options(labels ...string) []journal.Option {
	var out []journal.Option
	for _, l := range labels {
		out = append(out, journal.Option{Value: strings.ToLower(strings.Fields(l)[0]), Label: l})
	}
	return out
}

var errDisk = journal.Errorf(journal.Internal, "the disk is full").WithHint("make some room")

func asLeft(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, prompts.ErrLeft) {
		t.Fatalf("the end is %v, want %v", err, prompts.ErrLeft)
	}
}
