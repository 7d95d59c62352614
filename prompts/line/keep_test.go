package line_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/prompts"
	"kith/prompts/line"
)

// asking is an activity of one question, and has come to it. After the answer one
// more enter finishes it.
func asking(step prompts.Step) *prompts.Session {
	step.Key, step.Sitting = "q", 1
	if step.Prompt == "" {
		step.Prompt = "And then?"
	}
	s := prompts.New(prompts.Activity{ID: "one", Title: "One", Steps: []prompts.Step{step}}, env(), prompts.Options{})
	for s.Page().Step.Key != step.Key {
		if s.Page().Known() {
			s.Set(journal.Value{})
		}
		if err := s.Next(); err != nil {
			panic(err)
		}
	}
	return s
}

func left(t *testing.T, w *walk, why string) {
	t.Helper()
	if !errors.Is(w.err, prompts.ErrLeft) || !strings.Contains(w.err.Error(), why) {
		t.Errorf("error = %v, want one that they left because %q", w.err, why)
	}
}

// Wherever the input ends, what was typed of free text is in the draft.
func TestEndOfInputKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	typed := []string{
		"It went on", "First line.", "Second, after a gap.", "Go Meetup", "gophers", "Tuesday talks", "evening",
		"Choir", "They ask.", "Open with a question", "a new tutor",
	}
	for end := range whole {
		w := run(t, everyKind(), whole[:end])
		if w.session.State() == prompts.Asking {
			left(t, w, "the input ended at")
		}
		draft, err := json.Marshal(w.last())
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range typed {
			if strings.Contains(whole[:end], words) && !strings.Contains(string(draft), words) {
				t.Fatalf("after %q the draft lacks %q: %s", whole[:end], words, draft)
			}
		}
	}
}

func TestUnfinishedTextIsSavedLineByLine(t *testing.T) {
	t.Parallel()
	w := resume(t, asking(prompts.Step{Kind: journal.LongText}), "one\n\ntwo\nthr")
	left(t, w, "the input ended at \u201cAnd then?\u201d")
	var texts []string
	for _, d := range w.saved {
		if text := d.Answers["q"].Text; len(texts) == 0 || texts[len(texts)-1] != text {
			texts = append(texts, text)
		}
	}
	if got, want := strings.Join(texts, "|"), "|one|one\n|one\n\ntwo|one\n\ntwo\nthr"; got != want {
		t.Errorf("saved %q, want %q", got, want)
	}
}

func TestHalfATextIsGoneOnWith(t *testing.T) {
	t.Parallel()
	w := resume(t, asking(prompts.Step{Kind: journal.LongText}), "one\n")
	activity := w.session.Activity()
	w = resume(t, prompts.Resume(activity, env(), w.last()), "two\n.\n\n")
	if w.err != nil || w.last().Answers["q"].Text != "one\ntwo" {
		t.Errorf("error %v, text %q", w.err, w.last().Answers["q"].Text)
	}
	if !strings.Contains(w.screen.String(), "Your answer so far: one\n") {
		t.Errorf("the text so far is not shown:\n%s", w.screen.String())
	}
}

func TestTextIsKeptAsItIsTyped(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a very long line, ", 100_000/18)
	for name, c := range map[string]struct{ typed, want string }{
		"a long line":        {long + "\n.\n", long},
		"outer spaces":       {"  x  \n\ty\n.\n", "  x  \n\ty"},
		"pasted from dos":    {"x\r\n\r\ny\r\n.\r\n", "x\n\ny"},
		"a lone CR":          {"x\ry\n.\n", "x\ry"},
		"joined marks":       {"e\u0301 é 👩‍👩‍👧 שלום\n.\n", "e\u0301 é 👩‍👩‍👧 שלום"},
		"a full stop":        {"x\n..\n...\n . \n.\n", "x\n.\n...\n . "},
		"a slash":            {"//back\n/usr/bin\n/ or\n.\n", "/back\n/usr/bin\n/ or"},
		"control characters": {"a\x1b[2Jb\u202ec\n.\n", "a\x1b[2Jb\u202ec"},
		"no text at all":     {"a\xffb\n.\n", "a\uFFFDb"},
		"an empty last line": {"x\n\n.\n", "x\n"},
		"a dash further on":  {"x\n-\n.\n", "x\n-"},
	} {
		w := resume(t, asking(prompts.Step{Kind: journal.LongText}), c.typed+"\n")
		if w.err != nil || w.last().Answers["q"].Text != c.want {
			t.Errorf("%s: error %v, kept %.80q", name, w.err, w.last().Answers["q"].Text)
		}
	}
}

func TestTerminalThatCutsALineIsNamed(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]bool{4094: false, 4095: true, 4096: false} {
		w := resume(t, asking(prompts.Step{Kind: journal.LongText}), strings.Repeat("x", n)+"\n.\n")
		if said := strings.Contains(strings.ReplaceAll(w.screen.String(), "\n", " "), "its end may be missing"); said != want {
			t.Errorf("a line of %d bytes: said so is %v", n, said)
		}
	}
}

func TestNothingShownCanMoveTheCursor(t *testing.T) {
	t.Parallel()
	evil := "x\x1b[2J\u202e\r"
	a := prompts.Activity{ID: "evil", Title: evil, Intro: evil, Steps: []prompts.Step{
		{Key: "a", Sitting: 1, Kind: journal.ChooseOne, Prompt: evil, Help: evil, Options: []journal.Option{{Value: "v", Label: evil}}},
		{Key: "b", Sitting: 1, Kind: journal.Rating, Prompt: evil, Anchors: []string{evil, evil, evil, evil, evil}},
		{Key: "c", Sitting: 1, Kind: journal.Number, Prompt: evil, Unit: evil},
		{Key: "d", Sitting: 1, Kind: journal.SuggestionsK, Prompt: evil, Fields: []string{"text"}},
		{Key: "e", Sitting: 1, Kind: journal.LongText, Prompt: evil},
	}}
	var screen strings.Builder
	script := "\n1\n/back\n\n5\n/back\n\n2\n/back\n\nwhat \x1b[2J\n/again\n\ntext \x1b[2J\n/again\n/x\x1b\n"
	err := line.Run(t.Context(), prompts.New(a, env(), prompts.Options{}), line.Options{In: strings.NewReader(script), Out: &screen})
	if !errors.Is(err, prompts.ErrLeft) {
		t.Error(err)
	}
	for _, text := range []string{screen.String(), err.Error()} {
		if i := strings.IndexAny(text, "\x1b\r\u202e"); i >= 0 {
			t.Errorf("shown as it is: %q", text[max(0, i-80):i+1])
		}
	}
}

func TestBackAndChange(t *testing.T) {
	t.Parallel()
	w := run(t, everyKind(), "\n/back\n/back\n\n\nFirst\n/back\nSecond\n/back\n\n/quit\n")
	left(t, w, "What happened?")
	if got := w.last().Answers["headline"].Text; got != "Second" {
		t.Errorf("headline = %q", got)
	}
	golden(t, "back", w.screen.String())
}

func TestEndIsEveryWayOut(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Kind: journal.LongText}
	for name, script := range map[string]string{
		"back": "kept\n/back\n/quit\n", "again": "kept\n/again\n/quit\n", "help": "kept\n/help\n/quit\n",
		"quit": "kept\n/quit\n", "unknown": "kept\n/nonsense\n/quit\n",
	} {
		w := resume(t, asking(step), script)
		left(t, w, "stopped at")
		if got := w.last().Answers["q"].Text; got != "kept" {
			t.Errorf("after /%s the text is %q", name, got)
		}
	}
	w := resume(t, asking(step), "gone\n/clear\n/quit\n")
	if v := w.last().Answers["q"]; !v.Empty() {
		t.Errorf("after /clear the answer is %+v", v)
	}
}

func TestWrongAnswersAreAskedAgain(t *testing.T) {
	t.Parallel()
	two := []journal.Option{{Value: "a", Label: "Apple"}, {Value: "b", Label: "Bean"}}
	for name, c := range map[string]struct {
		step   prompts.Step
		script string
		says   string
		want   journal.Value
	}{
		"required":    {prompts.Step{Kind: journal.ShortText, Required: true}, "\n\n-\n", "This one needs an answer.\nType - if you would rather not say.", journal.Value{Declined: true}},
		"too long":    {prompts.Step{Kind: journal.ShortText, MaxChars: 3}, "abcd\nabc\n", "This answer has 4 characters", journal.TextValue("abc")},
		"one of":      {prompts.Step{Kind: journal.ChooseOne, Options: two}, "3\nc\nBEAN\n", "not one of the numbers 1 to 2", journal.ChoiceValue("b")},
		"several":     {prompts.Step{Kind: journal.ChooseMany, Options: two}, "1 3\n2,a\n", "\u201c3\u201d is not one", journal.ChoiceValue("b", "a")},
		"twice":       {prompts.Step{Kind: journal.ChooseMany, Options: two}, "1 1\n1\n", "is chosen twice", journal.ChoiceValue("a")},
		"rating":      {prompts.Step{Kind: journal.Rating}, "6\n3.5\n4\n", "whole number from 1 to 5", journal.NumberValue(4)},
		"yes or no":   {prompts.Step{Kind: journal.YesNo}, "maybe\nNO\n", "Type y for yes", journal.YesValue(false)},
		"number":      {prompts.Step{Kind: journal.Number, Max: number(5)}, "six\n6\n5\n", "is not a number", journal.NumberValue(5)},
		"date":        {prompts.Step{Kind: journal.DateKind}, "someday\n2026\n", "someday", journal.TextValue("2026")},
		"declined":    {prompts.Step{Kind: journal.ChooseOne, Options: two}, " - \n", "", journal.Value{Declined: true}},
		"no such one": {prompts.Step{Kind: journal.CommunityOne}, "7\nq\n", "no number 7", journal.Value{Communities: []journal.Community{{ID: "qs", Name: "Quiz Side"}}}},
		"ambiguous":   {prompts.Step{Kind: journal.CommunityOne}, "i\nKC\n", "fits Kitchen Club and Quiz Side", journal.Value{Communities: []journal.Community{{ID: "kc", Name: "Kitchen Club"}}}},
	} {
		w := resume(t, asking(c.step), c.script+"\n")
		if w.err != nil {
			t.Errorf("%s: %v\n%s", name, w.err, w.screen.String())
			continue
		}
		if got := w.last().Answers["q"]; !got.Equal(c.want) {
			t.Errorf("%s: kept %+v, want %+v", name, got, c.want)
		}
		if !strings.Contains(w.screen.String(), c.says) {
			t.Errorf("%s: does not say %q:\n%s", name, c.says, w.screen.String())
		}
	}
}

func TestNewCommunityIsAskedAbout(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Kind: journal.CommunityOne, Multiple: true}
	for script, want := range map[string]string{
		"Chess, 1\ny\n": "Chess, Kitchen Club",
		"Chess\nn\n2\n": "Quiz Side",
		"Chess\nn\n\n":  "",
		"Chess":         "Chess", // ends at the question
		"1 2\n":         "Kitchen Club, Quiz Side",
	} {
		w := resume(t, asking(step), script)
		var got []string
		for _, c := range w.last().Answers["q"].Communities {
			got = append(got, c.Name)
		}
		if list := strings.Join(got, ", "); list != want {
			t.Errorf("%q: picked %q, want %q\n%s", script, list, want, w.screen.String())
		}
	}
}

func TestSuggestionFieldsAreChecked(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Kind: journal.SuggestionsK, Fields: []string{"text", "community", "element", "try_by"}}
	w := resume(t, asking(step), "Listen\nMorning Circle\nn\nMorning Circle\ny\n4\npractice\nsoonish\n2026-12\n\n\n")
	if w.err != nil {
		t.Fatal(w.err, w.screen.String())
	}
	sg := w.last().Answers["q"].Suggestions[0]
	if sg.Text != "Listen" || sg.Community == nil || sg.Community.Name != "Morning Circle" || sg.Element != "practice" || sg.TryBy != "2026-12" {
		t.Errorf("kept %+v", sg)
	}
}

func TestGoesOnWhileTheDraftCannotBeSaved(t *testing.T) {
	t.Parallel()
	full := errors.New("the disk is full")
	w := resume(t, asking(prompts.Step{Kind: journal.LongText}), "one\ntwo\n/quit\n", func(o *line.Options) {
		o.Save = func(journal.Draft) error { return full }
	})
	left(t, w, "stopped at")
	if !errors.Is(w.err, full) {
		t.Errorf("error %v does not say that the save failed", w.err)
	}
	if n := strings.Count(w.screen.String(), "The disk is full."); n != 1 {
		t.Errorf("said %d times that the disk is full:\n%s", n, w.screen.String())
	}

	tries := 0
	w = resume(t, asking(prompts.Step{Kind: journal.LongText}), "one\n.\n\n", func(o *line.Options) {
		o.Save = func(journal.Draft) error {
			if tries++; tries == 2 {
				return full
			}
			return nil
		}
	})
	if w.err != nil || !strings.Contains(w.screen.String(), "The draft is saved again.") {
		t.Errorf("error %v:\n%s", w.err, w.screen.String())
	}
}

func TestEditor(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Kind: journal.LongText}
	w := resume(t, asking(step), "one\n/edit\nthree\n.\n\n", func(o *line.Options) {
		o.Edit = func(_ context.Context, text string) (string, error) { return text + " two\xff", nil }
	})
	if got := w.last().Answers["q"].Text; w.err != nil || got != "one two\uFFFD\nthree" {
		t.Errorf("error %v, text %q", w.err, got)
	}
	w = resume(t, asking(step), "one\n/edit\n\n\n", func(o *line.Options) {
		o.Edit = func(_ context.Context, text string) (string, error) {
			return text, journal.Errorf(journal.Internal, "the editor failed").WithHint("set EDITOR")
		}
	})
	if got := w.last().Answers["q"].Text; w.err != nil || got != "one" {
		t.Errorf("error %v, text %q", w.err, got)
	}
	if !strings.Contains(w.screen.String(), "The editor failed.\nSet EDITOR.\n") {
		t.Errorf("does not say that the editor failed:\n%s", w.screen.String())
	}
	w = resume(t, asking(step), "/edit\n")
	if !strings.Contains(w.screen.String(), "There is no command /edit here") {
		t.Errorf("offers an editor where there is none:\n%s", w.screen.String())
	}
}

// Ctrl-C ends the context: the run returns although nobody types.
func TestStoppedWhileWaiting(t *testing.T) {
	t.Parallel()
	in, typing := io.Pipe()
	defer typing.Close()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	var last journal.Draft
	saved := make(chan struct{}, 100)
	s := asking(prompts.Step{Kind: journal.LongText})
	go func() {
		if _, err := io.WriteString(typing, "kept\nhalf a li"); err != nil {
			t.Error(err)
		}
		<-saved // at the start
		<-saved // the line
		stop()
	}()
	err := line.Run(ctx, s, line.Options{In: in, Out: io.Discard, Save: func(d journal.Draft) error {
		last = d
		saved <- struct{}{}
		return nil
	}})
	if !errors.Is(err, prompts.ErrLeft) || last.Answers["q"].Text != "kept" {
		t.Errorf("error %v, text %q", err, last.Answers["q"].Text)
	}
}

func TestLongSilenceIsNotTimeSpent(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	w := resume(t, asking(prompts.Step{Kind: journal.ShortText}), "x\n\n", func(o *line.Options) {
		o.Now = func() time.Time { now = now.Add(8 * time.Hour); return now }
	})
	if spent := w.last().Spent; w.err != nil || spent != 2*5*time.Minute {
		t.Errorf("error %v, spent %v", w.err, spent)
	}
}

func TestClosedOutputIsAFault(t *testing.T) {
	t.Parallel()
	in, out := io.Pipe()
	in.Close()
	w := resume(t, asking(prompts.Step{Kind: journal.ShortText}), "x\n", func(o *line.Options) { o.Out = out })
	if !errors.Is(w.err, io.ErrClosedPipe) || errors.Is(w.err, prompts.ErrLeft) {
		t.Errorf("error = %v", w.err)
	}
	if len(w.saved) == 0 {
		t.Error("the draft is not saved")
	}
}

// What was half typed on the screen is said, and typed in full or left out.
func TestWhatWasHalfTypedIsSaid(t *testing.T) {
	t.Parallel()
	step := prompts.Step{Kind: journal.Inventory, Fields: []string{"name"}}
	for script, want := range map[string]string{"\n\n": "Choir", "Go Meetup\n\n\n": "Choir, Go Meetup"} {
		s := asking(step)
		s.Set(journal.Value{Communities: []journal.Community{{Name: "Choir"}}, Half: &journal.Half{
			At: 1, Thing: journal.Value{Communities: []journal.Community{{Name: "Go Mee"}}},
		}})
		w := resume(t, s, script)
		var got []string
		for _, c := range w.last().Answers["q"].Communities {
			got = append(got, c.Name)
		}
		if list := strings.Join(got, ", "); w.err != nil || list != want {
			t.Errorf("%q: error %v, listed %q", script, w.err, list)
		}
		if !strings.Contains(w.screen.String(), "You had begun to type \u201cGo Mee\u201d. Type it in full, or it is left out.") {
			t.Errorf("does not say what was half typed:\n%s", w.screen.String())
		}
	}
}

func TestPrivateStepsAreMarked(t *testing.T) {
	t.Parallel()
	w := resume(t, asking(prompts.Step{Kind: journal.ShortText, Private: true}), "sad\n\n")
	if !strings.Contains(w.screen.String(), "And then?\n(private: left out of anything for other people)\n") {
		t.Errorf("it is not marked:\n%s", w.screen.String())
	}
}
