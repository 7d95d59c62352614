package screen

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/prompts"
	"kith/prompts/screen/program"
)

func TestATypedAnswerSurvivesGoingBackAndForth(t *testing.T) {
	t.Parallel()
	w := start(t, one(
		prompts.Step{Key: "first", Kind: journal.ShortText, Prompt: "First?"},
		prompts.Step{Key: "hours", Kind: journal.Number, Prompt: "How many?"},
	)).press("enter", "a word", "enter").at("hours")
	w.press("a lot", "enter").at("hours").sees("! \"a lot\" is not a number", "type it in digits")
	w.press("shift+tab").at("first").sees("> a word")
	w.press("enter").at("hours").sees("> a lot").seesNot("is not a number")
	w.press("ctrl+u", "1,5", "enter", "enter")
	if !w.over || w.left() != nil {
		t.Fatalf("the activity is not over:\n%s", w.screen())
	}
	if n := w.said("hours").Number; n == nil || *n != 1.5 {
		t.Errorf("hours is %+v, want 1.5", w.said("hours"))
	}
}

func TestBackFromTheFirstPageStays(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.ShortText, Prompt: "Well?"}))
	w.press("shift+tab").sees("Welcome.").seesNot("shift+tab")
}

func TestOneKeyLeavesAndAllIsKept(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"esc", "ctrl+c"} {
		w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"}))
		w.press("enter", "half a sent", key)
		if !w.over {
			t.Fatalf("%s did not leave", key)
		}
		asLeft(t, w.left())
		if got := w.kept().Answers["q"].Text; got != "half a sent" {
			t.Errorf("after %s the draft has %q", key, got)
		}
	}
}

func TestADraftGoesOnWhereItWasLeft(t *testing.T) {
	t.Parallel()
	a := one(
		prompts.Step{Key: "a", Kind: journal.ShortText, Prompt: "First?"},
		prompts.Step{Key: "b", Kind: journal.LongText, Prompt: "Second?"})
	w := start(t, a).press("enter", "x", "enter", "two", "enter", "lines", "esc")
	again := resume(t, a, w.kept())
	again.sees("Second?", "┃ two", "┃ lines", "2 of 2").press("!", "tab")
	if got := again.said("b").Text; got != "two\nlines!" {
		t.Errorf("the answer is %q", got)
	}
}

func TestWhatIsBeingTypedIsSavedWithinASecond(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"}))
	w.press("enter")
	moves := len(w.saved)
	if moves == 0 {
		t.Error("a move to the next page is not saved")
	}
	w.press("words")
	w.second()
	if got := w.kept().Answers["q"].Text; got != "words" {
		t.Errorf("a second later the draft has %q", got)
	}
	saves := len(w.saved)
	w.second()
	if len(w.saved) != saves {
		t.Error("nothing changed, and it is saved again")
	}
}

// While nobody types nothing happens, but for the minutes.
func TestAScreenThatIsNotTouchedIsStill(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"})).press("enter", "words")
	w.second()
	if len(w.later) != 1 || w.later[0].msg != (minute{}) {
		t.Fatalf("what is on its way: %+v", w.later)
	}
	w.sees("0 of 20 min")
	for range 59 {
		w.second()
	}
	w.sees("1 of 20 min")
	if len(w.later) != 1 || w.later[0].msg != (minute{}) {
		t.Errorf("what is on its way after a minute: %+v", w.later)
	}
}

// ctrl+z is for the text where there is one, and else for the shell.
func TestCtrlZStopsItOutsideATextField(t *testing.T) {
	t.Parallel()
	steps := []prompts.Step{
		{Key: "rate", Kind: journal.Rating, Prompt: "How well?"},
		{Key: "pick", Kind: journal.CommunityOne, Prompt: "Which?"},
		{Key: "list", Kind: journal.Inventory, Prompt: "Which ones?", Fields: []string{"name", "kind"}},
		{Key: "text", Kind: journal.LongText, Prompt: "Well?"},
	}
	w := start(t, one(steps...), journal.Community{ID: "c1", Name: "Choir"})
	stops := func(n int) {
		t.Helper()
		if w.press("ctrl+z"); w.stopped != n {
			t.Fatalf("stopped %d times, want %d:\n%s", w.stopped, n, w.screen())
		}
	}
	stops(1) // the intro
	w.press("enter").at("rate")
	stops(2)
	w.press("enter").at("pick")
	stops(3)
	w.press("+")
	stops(3)
	w.press("Bell", "enter", "enter").at("list (known)")
	stops(4)
	w.press("enter").at("list")
	stops(4)
	w.press("Brass", "enter", "up")
	stops(5) // its line in the list
	w.press("tab", "enter").at("list (details)")
	stops(6)
	w.press("down", "enter")
	stops(7) // its kinds
	w.press("+")
	stops(7)
	w.press("enter", "ctrl+d", "tab").at("text")
	stops(7)
	w.press("ctrl+g")
	stops(8)
	w.now = w.now.Add(time.Hour)
	w.send(program.Stop{}) // by a signal
	if w.stopped != 9 || w.model.session.Spent() > idle {
		t.Errorf("stopped %d times, %v spent", w.stopped, w.model.session.Spent())
	}
}

func TestADraftThatCannotBeSavedIsTriedAgain(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"}))
	w.unkept = errDisk
	w.press("enter", "words")
	w.second()
	w.sees("not saved: the disk is full; make some room", "┃ words")
	w.unkept = nil
	w.second()
	w.seesNot("not saved")
	if got := w.kept().Answers["q"].Text; got != "words" {
		t.Errorf("the draft has %q", got)
	}
	w.unkept = errDisk
	w.press(" more", "esc")
	asLeft(t, w.left())
	if !errors.Is(w.left(), errDisk) {
		t.Errorf("leaving says %v, without why the draft is not saved", w.left())
	}
	if got := w.said("q").Text; got != "words more" {
		t.Errorf("the session has %q", got)
	}
}

func TestTimeSpentIsThatOfAPersonAtTheKeys(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"}))
	w.now = w.now.Add(90 * time.Second)
	w.press("enter") // a page was read
	w.now = w.now.Add(time.Hour)
	w.press("a") // lunch
	w.now = w.now.Add(-time.Hour)
	w.press("b") // the clock was put right
	w.now = w.now.Add(30 * time.Second)
	w.press("c")
	if got, want := w.model.session.Spent(), 90*time.Second+idle+30*time.Second; got != want {
		t.Errorf("spent %v, want %v", got, want)
	}
	w.sees("4 of 20 min")
}

func TestTextThatIsNotTouchedStaysAsItWas(t *testing.T) {
	t.Parallel()
	a := one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"},
		prompts.Step{Key: "s", Kind: journal.ShortText, Prompt: "Short?"})
	d := start(t, a).press("enter").kept()
	was := "one\r\n\ttwo \u202e three\r\n"
	d.Answers = map[string]journal.Value{"q": journal.TextValue(was), "s": journal.TextValue("a\tb\nc")}
	w := resume(t, a, d)
	w.sees("┃ one", "┃ ⇥two  three").press("tab", "down", "enter", "enter")
	if !w.over {
		t.Fatal("the walk is not over")
	}
	if got := w.said("q").Text; got != was {
		t.Errorf("the long text became %q, want %q", got, was)
	}
	if got := w.said("s").Text; got != "a\tb\nc" {
		t.Errorf("the short text became %q", got)
	}
	w = resume(t, a, d).press("x")
	if got := w.said("q").Text; !strings.HasSuffix(got, "three\nx") {
		t.Errorf("a letter typed makes %q", got)
	}
	w.press("backspace")
	if got := w.said("q").Text; got != was {
		t.Errorf("the letter taken back makes %q, want the text as it was", got)
	}
}

func TestLettersThatComeTogetherAreText(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"})).press("enter")
	w.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("enter")})
	w.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("tab")})
	w.paste("one\r\ntwo\rthree")
	if got := w.said("q").Text; got != "entertabone\ntwo\nthree" {
		t.Errorf("the answer is %q", got)
	}
	w.press("ctrl+v").at("q")
}

func TestALongTextIsShownAndLeftToTheEditor(t *testing.T) {
	t.Parallel()
	long := strings.TrimSuffix(strings.Repeat("a line\r\n", 20_000), "\r\n")
	a := one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"})
	d := start(t, a).press("enter").kept()
	d.Answers = map[string]journal.Value{"q": journal.TextValue(long)}
	w := resume(t, a, d).sees("ctrl+e opens it in your editor", "of 20000")
	w.press("x", "down", "end").sees("(the end)")
	w.editor = func(text string) (string, error) { return text + "\r\nand one", nil }
	w.press("ctrl+e")
	if got := w.said("q").Text; got != long+"\r\nand one" {
		t.Errorf("the text of %d bytes has become one of %d", len(long), len(got))
	}
	w.press("enter", "enter")
	if !w.over {
		t.Error("enter did not go on")
	}
}

func TestALongPasteIsWhole(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"}))
	long := strings.TrimSuffix(strings.Repeat("a line\n", 12_000), "\n")
	w.press("enter", "before")
	w.paste(long)
	if got := w.said("q").Text; got != "before\n"+long {
		t.Errorf("of %d bytes %d are there", len(long), len(got))
	}
	w.sees("ctrl+e opens it in your editor")
}

func TestNoLineIsLostAtTheHundredth(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"})).press("enter")
	for range fieldLines {
		w.press("x", "enter")
	}
	w.sees("ctrl+e opens it in your editor")
	if got := w.said("q").Text; got != strings.Repeat("x\n", fieldLines) {
		t.Errorf("the answer is %q", got)
	}
}

func TestTheEditorGivesTheAnswer(t *testing.T) {
	t.Parallel()
	w := start(t, one(
		prompts.Step{Key: "long", Kind: journal.LongText, Prompt: "Well?"},
		prompts.Step{Key: "short", Kind: journal.ShortText, Prompt: "Short?"},
	)).press("enter", "draft")
	w.editor = func(string) (string, error) {
		w.now = w.now.Add(10 * time.Minute)
		return "written\n\nin peace\n", nil
	}
	w.press("ctrl+e").sees("┃ written", "┃ in peace", "10 of 20 min")
	if w.inEditor != "draft" {
		t.Errorf("the editor was opened with %q", w.inEditor)
	}
	if got := w.kept().Answers["long"].Text; got != "written\n\nin peace" {
		t.Errorf("the draft has %q", got)
	}
	w.press("tab", "ctrl+e")
	if got := w.said("short").Text; got != "written in peace" {
		t.Errorf("the short text is %q", got)
	}
}

func TestAnEditorThatFailsChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"})).press("enter", "words")
	w.editor = func(string) (string, error) { return "rubbish", errors.New("vi ended with 1") }
	w.press("ctrl+e").sees("vi ended with 1", "the answer is as it was", "┃ words")
	if got := w.said("q").Text; got != "words" {
		t.Errorf("the answer is %q", got)
	}
	if w.model.editing.Load() {
		t.Error("it still thinks the editor is open")
	}
	w.noEditor = errors.New("there is no vi")
	w.press("ctrl+e").sees("there is no vi", "┃ words")
	w.model.options.Editor = nil
	w.press("ctrl+e").sees("there is no editor", "┃ words")
	w.press("!").seesNot("there is no editor").sees("┃ words!")
}

func TestTheHelpShowsTheWholePageAndEveryKey(t *testing.T) {
	t.Parallel()
	help := strings.Repeat("Think about it. ", 40) + "The last of it."
	w := start(t, one(prompts.Step{Key: "q", Kind: journal.ShortText, Prompt: "Well?", Help: help}))
	w.size(40, 12)
	w.press("enter", "word").sees("… (ctrl+g)").seesNot("The last of it.")
	w.press("ctrl+g", "end").sees("shift+tab", "esc")
	w.press("esc").at("q").sees("> word")
	w.press("ctrl+g", "x", "enter").sees("> word")
	w.press("ctrl+g", "ctrl+c")
	asLeft(t, w.left())
}

func TestNothingIsChosenUntilThePersonDoes(t *testing.T) {
	t.Parallel()
	w := start(t, one(
		prompts.Step{Key: "one", Kind: journal.ChooseOne, Prompt: "Which?", Options: options("Red", "Blue")},
		prompts.Step{Key: "many", Kind: journal.ChooseMany, Prompt: "Which of them?", Options: options("Red", "Blue")},
		prompts.Step{Key: "rate", Kind: journal.Rating, Prompt: "How well?"},
		prompts.Step{Key: "yes", Kind: journal.YesNo, Prompt: "Really?"},
	))
	w.press("enter").at("one").seesNot(">").sees("enter skip")
	w.press("enter").at("many").seesNot("[x]").sees("enter skip")
	w.press("enter").at("rate").seesNot("> ").sees("enter skip")
	w.press("enter").at("yes").seesNot("> ").press("enter", "enter")
	if !w.over || len(w.model.session.Draft().Answers) != 0 {
		t.Errorf("the answers are %+v", w.model.session.Draft().Answers)
	}
}

func TestChoosing(t *testing.T) {
	t.Parallel()
	w := start(t, one(
		prompts.Step{Key: "one", Kind: journal.ChooseOne, Prompt: "Which?", Options: options("Red", "Blue", "Green")},
		prompts.Step{Key: "many", Kind: journal.ChooseMany, Prompt: "Which of them?", Options: options("Red", "Blue", "Green"), MaxItems: 2},
		prompts.Step{Key: "rate", Kind: journal.Rating, Prompt: "How well?", Anchors: []string{"badly", "so so", "fairly", "well", "very"}},
		prompts.Step{Key: "yes", Kind: journal.YesNo, Prompt: "Really?"},
	))
	w.press("enter", "down", "down").sees("> ( ) Blue", "enter choose").press("enter").at("many")
	w.press("space", "down", "space", "down", "x").sees("[x] Red", "> [x] Green")
	w.press("enter").at("many").sees("! choose at most 2").press("space", "enter").at("rate")
	w.press("4").sees("> (•) 4  well").press("enter").at("yes")
	w.press("n", "shift+tab", "?", "enter").at("yes").press("enter")
	if got := w.said("one"); !got.Equal(journal.ChoiceValue("blue")) {
		t.Errorf("one is %+v", got)
	}
	if got := w.said("many"); !got.Equal(journal.ChoiceValue("red", "blue")) {
		t.Errorf("many is %+v", got)
	}
	if got := w.said("rate"); !got.Equal(journal.Value{NotSure: true}) {
		t.Errorf("rate is %+v", got)
	}
	if got := w.said("yes"); !got.Equal(journal.YesValue(false)) {
		t.Errorf("yes is %+v", got)
	}
}

func TestAChoiceCanBeTakenBack(t *testing.T) {
	t.Parallel()
	w := start(t, one(prompts.Step{Key: "rate", Kind: journal.Rating, Prompt: "How well?"}))
	w.press("enter", "4").press("ctrl+g").sees("backspace  clear").press("esc", "backspace").seesNot("(•)").press("enter")
	if got := w.said("rate"); !got.Empty() {
		t.Errorf("rate is %+v", got)
	}
}

func TestNobodyHasToSay(t *testing.T) {
	t.Parallel()
	steps := []prompts.Step{
		{Key: "short", Kind: journal.ShortText}, {Key: "long", Kind: journal.LongText},
		{Key: "one", Kind: journal.ChooseOne, Options: options("Red")},
		{Key: "many", Kind: journal.ChooseMany, Options: options("Red")},
		{Key: "yes", Kind: journal.YesNo}, {Key: "rate", Kind: journal.Rating},
		{Key: "number", Kind: journal.Number}, {Key: "date", Kind: journal.DateKind},
		{Key: "list", Kind: journal.Inventory, Fields: []string{"name", "kind"}},
		{Key: "pick", Kind: journal.CommunityOne},
		{Key: "try", Kind: journal.SuggestionsK, Fields: []string{"text", "try_by"}},
	}
	for i := range steps {
		steps[i].Required, steps[i].Prompt = true, "Well?"
	}
	w := start(t, one(steps...), journal.Community{ID: "c1", Name: "Choir"}).press("enter")
	for _, step := range steps {
		if step.Key == "list" {
			w.at("list (known)").press("space", "enter")
		}
		w.at(step.Key).press("tab").at(step.Key).sees("! this one needs an answer")
		w.press("-", "tab")
		if got := w.said(step.Key); !got.Equal(journal.Value{Declined: true}) {
			t.Errorf("%s is %+v, want declined", step.Key, got)
		}
	}
	if w.press("enter"); !w.over {
		t.Fatalf("it is not over:\n%s", w.screen())
	}
	w = resume(t, one(steps...), w.kept(), journal.Community{ID: "c1", Name: "Choir"})
	for range len(steps) + 1 { // and the communities that are known
		w.press("shift+tab")
	}
	for range len(steps) + 1 {
		w.press("tab")
	}
	w.press("tab")
	for _, step := range steps {
		if got := w.said(step.Key); !got.Equal(journal.Value{Declined: true}) {
			t.Errorf("gone over again, %s is %+v", step.Key, got)
		}
	}
}

func TestASittingEndsWithItsOwnPage(t *testing.T) {
	t.Parallel()
	a := one(prompts.Step{Key: "a", Kind: journal.ShortText, Prompt: "Now?"},
		prompts.Step{Key: "b", Kind: journal.ShortText, Prompt: "Later?", Sitting: 2})
	w := start(t, a).press("enter", "x", "enter").sees("That is all for this sitting.", "> ( ) Stop here")
	w.press("enter")
	if !w.over || w.model.session.State() != prompts.Paused || w.left() != nil {
		t.Fatalf("stopped, the state is %v and the end %v", w.model.session.State(), w.left())
	}
	w = start(t, a).press("enter", "x", "enter", "down", "enter").at("b").press("y", "enter", "enter")
	if w.model.session.State() != prompts.Finished {
		t.Errorf("gone on, the state is %v", w.model.session.State())
	}
}

func TestALoopNamesItsCommunity(t *testing.T) {
	t.Parallel()
	a := one(
		prompts.Step{Key: "list", Kind: journal.Inventory, Prompt: "Which groups?", Fields: []string{"name"}},
		prompts.Step{Key: "focus", Kind: journal.CommunityOne, Prompt: "Which ones?", Multiple: true},
		prompts.Step{Key: "look", Kind: journal.PerCommunity, Over: "focus", Prompt: "A closer look", Steps: []prompts.Step{
			{Key: "why", Kind: journal.LongText, Prompt: "What makes it work?"}}})
	w := start(t, a).press("enter", "Choir", "enter", "Go Meetup", "enter", "enter").at("focus")
	w.press("space", "down", "space", "enter").sees("A closer look", "Choir").press("enter").sees("Choir", "What makes it work?")
	w.size(40, 12)
	w.sees("Choir", "What makes it work?").press("singing", "tab").sees("Go Meetup").press("enter", "tea", "tab", "enter")
	if !w.over {
		t.Fatalf("it is not over:\n%s", w.screen())
	}
	var said []string
	for _, a := range w.model.session.Outcome(began).Reflection.Answers {
		if a.Loop != "" {
			said = append(said, a.Community.Name+": "+a.Value.Text)
		}
	}
	if want := []string{"Choir: singing", "Go Meetup: tea"}; !slices.Equal(said, want) {
		t.Errorf("the answers are %q, want %q", said, want)
	}
}
