package browse

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts/screen/program"
	"kith/store"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// walk is a person at the screen: it presses keys and reads what is shown. Nothing
// runs beside it but what is held.
type walk struct {
	t     *testing.T
	model *model
	store *store.Store
	over  bool

	hold bool // what the program reads beside the screen comes later
	held []tea.Cmd
	done []string // what commands were run
	told error    // what they come back with
	stop int
}

// begin sits down in front of a journal, at 80x24.
func begin(t *testing.T, all ...journal.Reflection) *walk {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), store.Options{})
	ok(t, err)
	t.Cleanup(func() { ok(t, s.Close()) })
	for _, r := range all {
		for i, c := range r.Communities {
			found, err := s.FindCommunity(t.Context(), c.Name)
			if journal.KindOf(err) == journal.NotFound {
				found, err = s.AddCommunity(t.Context(), journal.Community{Name: c.Name})
			}
			ok(t, err)
			r.Communities[i] = found.Ref()
		}
		_, err := s.AddReflection(t.Context(), r)
		ok(t, err)
	}
	return sit(t, s)
}

func sit(t *testing.T, s *store.Store) *walk {
	t.Helper()
	w := &walk{t: t, store: s}
	command := func(key, does string, lent bool, do func(r journal.Reflection) error) Command {
		return Command{Key: key, Does: does, Lent: lent, Do: func(ctx context.Context, r journal.Reflection) (string, error) {
			w.done = append(w.done, does+" "+r.Title+fmt.Sprint(len(r.Answers)))
			if w.told != nil {
				return "", w.told
			}
			return does + " is done", do(r)
		}}
	}
	w.model = newModel(t.Context(), Options{
		Store: s,
		Draw: func(r journal.Reflection, cells int) string {
			var b strings.Builder
			b.WriteString(text.Block(text.Line(r.Title), cells, "") + "\n\n")
			for _, a := range r.Answers {
				b.WriteString(text.Block(text.Visible(a.Value.Text), cells, "  ") + "\n")
			}
			return b.String()
		},
		Commands: []Command{
			command("e", "edit", true, func(r journal.Reflection) error {
				_, err := s.TagReflection(t.Context(), string(r.ID), []string{"edited"}, nil)
				return err
			}),
			command("x", "export", false, func(journal.Reflection) error { return nil }),
			asking(command("d", "delete", false, func(r journal.Reflection) error {
				return s.DeleteReflections(t.Context(), []journal.ID{r.ID}, r.Created)
			})),
		},
	})
	w.model.lend = func(c tea.ExecCommand, done tea.ExecCallback) tea.Cmd {
		return func() tea.Msg { return done(c.Run()) }
	}
	w.model.suspend = func(done tea.ExecCallback) tea.Cmd {
		return func() tea.Msg { w.stop++; return done(nil) }
	}
	w.model.ask(start, nil)
	w.size(80, 24)
	return w
}

func asking(c Command) Command {
	c.Ask = func(_ context.Context, r journal.Reflection) (string, error) {
		return "Put " + r.Title + " away?", nil
	}
	return c
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
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
	if w.hold {
		w.held = append(w.held, cmd)
		return
	}
	switch answer := cmd().(type) {
	case nil:
	case tea.QuitMsg:
		w.over = true
	case tea.BatchMsg:
		for _, cmd := range answer {
			if cmd != nil {
				w.send(cmd())
			}
		}
	default:
		w.send(answer)
	}
}

// press presses keys by their names; anything else is typed letter by letter.
func (w *walk) press(names ...string) *walk {
	w.t.Helper()
	keys := map[string]tea.KeyMsg{
		"enter": {Type: tea.KeyEnter}, "esc": {Type: tea.KeyEsc}, "up": {Type: tea.KeyUp}, "down": {Type: tea.KeyDown},
		"left": {Type: tea.KeyLeft}, "right": {Type: tea.KeyRight}, "space": {Type: tea.KeySpace, Runes: []rune{' '}},
		"pgdown": {Type: tea.KeyPgDown}, "pgup": {Type: tea.KeyPgUp}, "home": {Type: tea.KeyHome}, "end": {Type: tea.KeyEnd},
		"ctrl+c": {Type: tea.KeyCtrlC}, "ctrl+z": {Type: tea.KeyCtrlZ}, "ctrl+u": {Type: tea.KeyCtrlU}, "backspace": {Type: tea.KeyBackspace},
	}
	for _, name := range names {
		if key, is := keys[name]; is {
			w.send(key)
			continue
		}
		for _, r := range name {
			w.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
	return w
}

// shows is the screen as it is read.
func (w *walk) shows() string {
	return regexp.MustCompile(`(?m) +$`).ReplaceAllString(ansi.Strip(w.model.View()), "")
}

func (w *walk) sees(all ...string) {
	w.t.Helper()
	for _, s := range all {
		if !strings.Contains(w.shows(), s) {
			w.t.Errorf("%q is not on the screen:\n%s", s, w.shows())
		}
	}
}

// on is the title under the cursor.
func (w *walk) on() string {
	if r := w.model.under(); r != nil {
		return r.Title
	}
	return ""
}

func at(day int) time.Time { return time.Date(2026, 11, day, 9, 0, 0, 0, time.UTC) }

func note(day int, title, words string, tags ...string) journal.Reflection {
	return journal.Reflection{ID: journal.ID(fmt.Sprintf("01kb%022d", day)), Title: title, Created: at(day), Tags: tags,
		Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(words)}}}
}

func about(r journal.Reflection, names ...string) journal.Reflection {
	for _, name := range names {
		r.Communities = append(r.Communities, journal.CommunityRef{Name: name})
	}
	return r
}

// some is a small journal.
func some() []journal.Reflection {
	return []journal.Reflection{
		note(1, "First", "In the garden.", "work"),
		about(note(3, "Sang with the choir", "A new song, and tea afterwards.", "music", "evenings"), "Choir"),
		about(note(7, "A title that is rather longer than the list is wide, whatever that is", "Tea.", "work"), "Go Meetup", "Choir"),
		note(12, "合唱団の友だちは毎週火曜日に集まって新しい歌を練習している", "無"),
		note(15, "קהילת המורים", "שלום"),
		about(note(23, "After the meetup", strings.Repeat("Somebody always asks the first question, and then it goes on from there.\n\n", 24)+"The end of it.", "work"), "Go Meetup"),
	}
}

func TestScreens(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {120, 50}, {40, 12}} {
		w := begin(t, some()...)
		w.size(size[0], size[1])
		var got strings.Builder
		for _, keys := range [][]string{{}, {"down", "down"}, {"/", "tea"}, {"enter", "c"}, {"esc", "esc", "home", "t"}, {"esc", "enter", "space"}, {"x"}, {"?"}, {"esc", "esc", "/", "nothing of the kind"}} {
			w.press(keys...)
			fmt.Fprintf(&got, "=== %s\n%s\n", strings.Join(keys, " "), w.shows())
		}
		file := filepath.Join("testdata", fmt.Sprintf("browse-%dx%d.txt", size[0], size[1]))
		if *update {
			ok(t, os.MkdirAll("testdata", 0o755))
			ok(t, os.WriteFile(file, []byte(got.String()), 0o644))
		}
		want, err := os.ReadFile(file)
		ok(t, err)
		if got.String() != strings.ReplaceAll(string(want), "\r\n", "\n") {
			t.Errorf("%s is not what is shown (go test -update writes it anew):\n%s", file, got.String())
		}
	}
}

// Whatever is in the journal and whatever the size: no line is wider than the screen,
// there are no more than it has, and nothing acts on the terminal.
func TestNothingLeavesItsPlace(t *testing.T) {
	t.Parallel()
	const nasty = "x\x1b[35m\x1b]0;t\x07\r\u009b2J\u202e\u2066y \u200d👩‍👩‍👧‍👦"
	w := begin(t, append(some(), about(note(24, nasty+strings.Repeat("無", 60), nasty, strings.Repeat("tag ", 50)), strings.Repeat("無👩‍👩‍👧‍👦", 20)), note(25, "", ""))...)
	w.told = errors.New(nasty)
	for _, keys := range [][]string{{}, {"down"}, {"c"}, {"esc"}, {"t"}, {"esc", "/", nasty}, {"ctrl+u", "x"}, {"enter", "enter"}, {"x"}, {"?"}} {
		w.press(keys...)
		for _, size := range [][2]int{{80, 24}, {120, 50}, {40, 12}, {24, 8}, {20, 5}, {1, 1}, {3, 40}, {200, 60}, {60, 18}, {100, 9}} {
			w.size(size[0], size[1])
			lines := strings.Split(w.model.View(), "\n")
			if len(lines) > size[1] {
				t.Errorf("%v: %d lines at %v", keys, len(lines), size)
			}
			for _, line := range lines {
				if n := text.Width(line); n > size[0] {
					t.Errorf("%v: a line of %d cells at %v: %q", keys, n, size, line)
				}
				if bare := ansi.Strip(line); strings.ContainsFunc(bare, unicode.IsControl) || strings.ContainsAny(bare, "\u202e\u2066") {
					t.Errorf("%v: this acts on the terminal: %q", keys, line)
				}
			}
		}
		w.size(80, 24)
	}
}

// Without colour nothing that is drawn has one.
func TestNoColour(t *testing.T) {
	t.Parallel()
	w := begin(t, some()...)
	w.model.options.NoColor = true
	if view := w.model.View(); regexp.MustCompile("\x1b\\[[0-9;]*3[0-9]").MatchString(view) {
		t.Errorf("a colour in %q", view)
	}
}

// many is a journal of n reflections, the newest called 0, some at one moment.
func many(t testing.TB, n int) *store.Store {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), store.Options{})
	ok(t, err)
	t.Cleanup(func() { ok(t, s.Close()) })
	for i := range n {
		r := note(1, fmt.Sprint(n-1-i), fmt.Sprint("words of ", n-1-i))
		r.ID, r.Created = journal.ID(fmt.Sprintf("01kb%022d", i)), at(1).Add(time.Duration(i/3)*time.Minute)
		_, err := s.AddReflection(t.Context(), r)
		ok(t, err)
	}
	return s
}

func TestTheListHasNoGapsAndStaysSmall(t *testing.T) {
	t.Parallel()
	const n = 5*pageRows + 3
	w := sit(t, many(t, n))
	for i := range n {
		if w.on() != fmt.Sprint(i) {
			t.Fatalf("%d is under the cursor, and not %d", i, i)
		}
		w.sees("> ")
		if held := len(w.model.rows); held > mostRows+pageRows {
			t.Fatalf("%d rows are held", held)
		}
		w.press("down")
	}
	for i := n - 1; i >= 0; i-- {
		if w.on() != fmt.Sprint(i) {
			t.Fatalf("on the way up %s is under the cursor, and not %d", w.on(), i)
		}
		w.press("up")
	}
	w.press("end")
	if w.on() != fmt.Sprint(n-1) {
		t.Errorf("the last is %s", w.on())
	}
	w.sees("> ", fmt.Sprint(n-8))
	w.press("up", "up", "pgup", "pgup", "home", "pgdown")
	if w.on() != "7" {
		t.Errorf("a screen down is %s", w.on())
	}
}

// What is typed narrows the list down; what comes back late of what was typed before
// is passed over.
func TestFilterAsOneTypes(t *testing.T) {
	t.Parallel()
	w := begin(t, some()...)
	w.press("/", "TEA choir")
	if len(w.model.rows) != 2 || w.on()[:7] != "A title" {
		t.Fatalf("%d rows, %q", len(w.model.rows), w.on())
	}
	w.sees("with TEA choir", "Tea.")
	w.press("down", "enter", "j", "k")
	w.sees("with TEA choir", "? help")
	w.press("esc")
	if len(w.model.rows) != len(some()) || w.on()[:7] != "A title" {
		t.Errorf("all are back, on %q: %d", w.on(), len(w.model.rows))
	}
	w.hold = true
	w.press("/", "s", "o", "n")
	w.sees("looking for son")
	if len(w.held) != 3 {
		t.Fatalf("%d searches", len(w.held))
	}
	late := w.held
	w.hold = false
	w.send(late[2]())
	w.send(late[0]())
	w.sees("with son", "Sang with the choir")
	if len(w.model.rows) != 1 {
		t.Errorf("what was typed before came back: %d rows", len(w.model.rows))
	}
	w.press("ctrl+u")
	if len(w.model.rows) != len(some()) {
		t.Errorf("nothing typed, and %d rows", len(w.model.rows))
	}
}

// What is long is drawn beside the screen, and what was left meanwhile is passed over.
func TestALongOne(t *testing.T) {
	t.Parallel()
	w := begin(t, append(some(), note(26, "Long", strings.Repeat("a word ", longText/7)+"the end"))...)
	w.press("end", "enter", "esc")
	w.hold = true
	w.press("home")
	w.press("down")
	w.hold = false
	w.sees("Somebody always asks")
	w.send(w.held[0]())
	w.sees("Somebody always asks")
	w.press("up", "enter", "G")
	w.sees("the end", "(the end)")
}

func TestTags(t *testing.T) {
	t.Parallel()
	w := begin(t, append(some(), note(25, "Mine", "x", "one", "two", "with, a comma"))...)
	w.press("t", "ctrl+u", "two, New one , three,", "enter")
	r, err := w.store.Reflection(t.Context(), "last")
	ok(t, err)
	if want := []string{"two", "with, a comma", "New one", "three"}; !slices.Equal(r.Tags, want) || !slices.Equal(w.model.under().Tags, want) {
		t.Errorf("the tags are %q, and shown %q", r.Tags, w.model.under().Tags)
	}
	w.press("t", ", and another", "esc")
	if r, err = w.store.Reflection(t.Context(), "last"); err != nil || len(r.Tags) != 4 {
		t.Errorf("%v, %q", err, r.Tags)
	}
}

func TestCommunity(t *testing.T) {
	t.Parallel()
	w := begin(t, some()...)
	w.press("c")
	w.sees("About Go Meetup")
	if len(w.model.rows) != 2 {
		t.Errorf("%d about it", len(w.model.rows))
	}
	w.press("down", "c") // it is about another one as well
	w.sees("About Choir", "Sang with")
	if len(w.model.rows) != 2 || w.on()[:7] != "A title" {
		t.Errorf("%d about it, on %q", len(w.model.rows), w.on())
	}
	w.press("c")
	w.sees("Your reflections")
	if len(w.model.rows) != len(some()) || w.on()[:7] != "A title" {
		t.Errorf("%d in all, on %q", len(w.model.rows), w.on())
	}
	w.press("end", "c")
	w.sees("! this one names no community")
}

// What the command line picks by stays, whatever else is looked for, and is said.
func TestAFilterFromOutside(t *testing.T) {
	t.Parallel()
	w := begin(t, some()...)
	o := w.model.options
	o.Filter, o.Said = journal.Filter{Tags: []string{"work"}, Since: at(2)}, "#work, since 2 Nov 2026"
	w.model = newModel(t.Context(), o)
	w.model.ask(start, nil)
	w.size(80, 24)
	if len(w.model.rows) != 2 {
		t.Errorf("%d rows", len(w.model.rows))
	}
	w.sees("#work, since 2 Nov 2026")
	w.press("/", "tea")
	w.sees("with tea, #work, since 2 Nov 2026", "A title that")
	if len(w.model.rows) != 1 {
		t.Errorf("%d rows with tea", len(w.model.rows))
	}
	w.press("esc", "c", "end")
	w.sees("About Go Meetup", "#work")
	if len(w.model.rows) != 2 {
		t.Errorf("%d rows about it", len(w.model.rows))
	}
	c, err := w.store.FindCommunity(t.Context(), "Choir")
	ok(t, err)
	o.Filter, o.About, o.Said = journal.Filter{Community: c.ID, Tags: []string{"nobody has this"}}, c.Ref(), "#nobody has this"
	w.model = newModel(t.Context(), o)
	w.model.ask(start, nil)
	w.size(40, 12)
	w.sees("About Choir", "No reflection fits. esc shows")
	w.press("esc")
	w.sees("Your reflections", "See them all: kith")
	w.press("esc")
	if !w.over {
		t.Error("esc does not leave")
	}
}

func TestCommands(t *testing.T) {
	t.Parallel()
	w := begin(t, some()...)
	w.press("x")
	w.sees("export is done")
	w.press("e")
	w.sees("edit is done", "#edited")
	if !slices.Equal(w.done, []string{"export After the meetup1", "edit After the meetup1"}) {
		t.Errorf("%q", w.done)
	}
	if w.model.lent.Load() {
		t.Error("the terminal is still lent")
	}
	w.told = journal.Errorf(journal.Invalid, "it is wrong").WithHint("mend it")
	w.press("enter", "e")
	w.sees("! it is wrong; mend it")
	w.told = context.Canceled
	w.press("e")
	if !w.over || w.model.left == "" {
		t.Error("an interrupt while the terminal was lent does not end it")
	}
}

// A command that asks is done after y, and after nothing else.
func TestACommandAsks(t *testing.T) {
	t.Parallel()
	w := begin(t, some()...)
	for _, no := range []string{"n", "enter", "esc", "d", "ctrl+c"} {
		w.press("d")
		w.sees("Put After the meetup away?", "y yes", "esc no")
		w.press(no)
		if w.on() != "After the meetup" {
			t.Errorf("after %s the cursor is on %q", no, w.on())
		}
	}
	if len(w.done) > 0 || w.over {
		t.Errorf("without y: %q", w.done)
	}
	w.press("d", "y")
	w.sees("delete is done")
	if w.on() == "After the meetup" || len(w.done) != 1 {
		t.Errorf("%q is still there: %q", w.on(), w.done)
	}
	w.press("d")
	w.size(40, 12)
	w.sees("Put ", " away?", "esc no")
	w.size(20, 4) // where the question is not to be seen
	w.press("y", "d", "y")
	w.size(80, 24)
	if len(w.done) != 1 {
		t.Errorf("what is not seen is done: %q", w.done)
	}
}

// What another kith took away, or a command, is gone from the list.
func TestWhatIsGone(t *testing.T) {
	t.Parallel()
	w := begin(t, some()[:2]...)
	w.model.rows[0].ID = "01kbgone0000000000000000zz"
	w.press("x")
	w.sees("! there is no reflection")
	w.press("t", "new", "enter")
	w.sees("! there is no reflection", "tags: music, eveningsnew") // what was typed is there yet
}

func TestAnEmptyList(t *testing.T) {
	t.Parallel()
	w := begin(t)
	w.press("down", "up", "end", "home", "pgup", "enter", "t", "c", "x", "e", "space")
	w.sees("There are no reflections yet.")
	w.press("/", "x", "down", "enter")
	w.sees("No reflection has that in it.")
	w.press("q")
	if !w.over || len(w.done) > 0 {
		t.Errorf("%v %q", w.over, w.done)
	}
}

func TestItEndsAndStops(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"q"}, {"esc"}, {"ctrl+c"}, {"enter", "esc", "esc"}, {"?", "q", "q"}, {"/", "tea", "ctrl+c"}, {"/", "tea", "enter", "esc", "esc"}} {
		w := begin(t, some()...)
		if w.press(keys...); !w.over || w.model.left != "" {
			t.Errorf("%v does not end it as it should", keys)
		}
	}
	w := begin(t, some()...)
	w.press("ctrl+z")
	w.send(program.Stop{})
	if w.stop != 2 || w.over {
		t.Errorf("it was stopped %d times", w.stop)
	}
	w.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("jjk")}) // typed fast
	if w.on() != "קהילת המורים" {
		t.Errorf("on %q", w.on())
	}
	w.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("qqq"), Paste: true})
	w.send(program.Leave{Why: "the terminal was closed"})
	if !w.over || w.model.left == "" {
		t.Error("a signal does not end it")
	}
}

// A key costs the same however long the journal is.
func BenchmarkKey(b *testing.B) {
	for _, n := range []int{100, 2_000} {
		s := many(b, n)
		for _, key := range []string{"down", "end", "home"} {
			b.Run(fmt.Sprint(n, "/", key), func(b *testing.B) {
				t := &testing.T{}
				w := &walk{t: t, store: s}
				w.model = newModel(b.Context(), Options{Store: s, Draw: func(r journal.Reflection, _ int) string { return r.Title }})
				w.model.ask(start, nil)
				w.size(80, 24)
				for b.Loop() {
					w.press(key)
				}
			})
		}
	}
}
