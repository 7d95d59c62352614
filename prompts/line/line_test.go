package line_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/prompts"
	"kith/prompts/line"
)

var update = flag.Bool("update", false, "write the golden files anew")

// typist types a script, a line at a time, and what is typed shows on the
// screen as it would at a terminal.
type typist struct {
	lines  []string
	screen io.Writer
}

func (t *typist) Read(p []byte) (int, error) {
	if len(t.lines) == 0 {
		return 0, io.EOF
	}
	n := copy(p, t.lines[0])
	if _, err := t.screen.Write(p[:n]); err != nil {
		return 0, err
	}
	if t.lines[0] = t.lines[0][n:]; t.lines[0] == "" {
		t.lines = t.lines[1:]
	}
	return n, nil
}

// walk is one run and all that came of it.
type walk struct {
	screen  bytes.Buffer
	saved   []journal.Draft
	session *prompts.Session
	err     error
}

// last is the draft as it was kept last.
func (w *walk) last() journal.Draft { return w.saved[len(w.saved)-1] }

// run types the script into a run of the activity.
func run(t *testing.T, a prompts.Activity, script string, change ...func(*line.Options)) *walk {
	t.Helper()
	return resume(t, prompts.New(a, env(), prompts.Options{Full: true}), script, change...)
}

func resume(t *testing.T, s *prompts.Session, script string, change ...func(*line.Options)) *walk {
	t.Helper()
	w := &walk{session: s}
	o := line.Options{
		In: &typist{strings.SplitAfter(script, "\n"), &w.screen}, Out: &w.screen, Width: 72, Now: clock(),
		Save: func(d journal.Draft) error { w.saved = append(w.saved, d); return nil },
	}
	for _, c := range change {
		c(&o)
	}
	w.err = line.Run(t.Context(), w.session, o)
	return w
}

// clock goes on by a second at each look.
func clock() func() time.Time {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	return func() time.Time {
		now = now.Add(time.Second)
		return now
	}
}

func env() prompts.Env {
	n := 0
	return prompts.Env{
		Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		NewID: func() journal.ID {
			n++
			return journal.ID(fmt.Sprintf("id%02d", n))
		},
		Communities: []journal.Community{
			{ID: "kc", Name: "Kitchen Club", Alias: "KC"},
			{ID: "qs", Name: "Quiz Side"},
		},
	}
}

func number(n float64) *float64 { return &n }

// everyKind is an activity with a step of every kind.
func everyKind() prompts.Activity {
	step := func(kind journal.Kind, key, prompt string) prompts.Step {
		return prompts.Step{Key: key, Kind: kind, Prompt: prompt, Sitting: 1}
	}
	with := func(s prompts.Step, change func(*prompts.Step)) prompts.Step {
		change(&s)
		return s
	}
	return prompts.Activity{
		ID: "every-kind", Title: "Every kind", Intro: "One step of every kind, to see that each can be asked.",
		Steps: []prompts.Step{
			with(step(journal.Info, "primer", "Something to read"), func(s *prompts.Step) {
				s.Help = "It goes on for longer than one line of a narrow terminal, so that it is broken between words.\n\nAnd it has a second paragraph."
			}),
			with(step(journal.ShortText, "headline", "A headline?"), func(s *prompts.Step) { s.Required, s.MaxChars = true, 40 }),
			step(journal.LongText, "story", "What happened?"),
			with(step(journal.ChooseOne, "held_by", "What holds it?"), func(s *prompts.Step) {
				s.Options = []journal.Option{{Value: "task", Label: "A task"}, {Value: "fun", Label: "Good fun"}}
			}),
			with(step(journal.ChooseMany, "value", "What do you get?"), func(s *prompts.Step) {
				s.Options = []journal.Option{{Value: "now", Label: "A good time"}, {Value: "later", Label: "Ideas"}, {Value: "far", Label: "Change"}}
				s.MaxItems = 2
			}),
			step(journal.YesNo, "again", "Would you go again?"),
			with(step(journal.Rating, "works", "How well does it work?"), func(s *prompts.Step) {
				s.Anchors = []string{"hardly", "poorly", "so so", "well", "very well"}
			}),
			with(step(journal.Number, "hours", "How many hours?"), func(s *prompts.Step) { s.Unit, s.Min = "hours", number(0) }),
			step(journal.DateKind, "since", "Since when?"),
			with(step(journal.Inventory, "communities", "Which groups?"), func(s *prompts.Step) {
				s.Fields, s.MinItems, s.Required = []string{"name", "kind", "about", "tags"}, 1, true
			}),
			with(step(journal.CommunityOne, "focus", "Which to look at?"), func(s *prompts.Step) { s.Multiple = true }),
			{
				Key: "look", Kind: journal.PerCommunity, Over: "focus", Prompt: "A look at {community}", Sitting: 1,
				Steps: []prompts.Step{with(step(journal.LongText, "why", "Why {community}?"), func(s *prompts.Step) { s.Required = true })},
			},
			with(step(journal.SuggestionsK, "next", "What to try?"), func(s *prompts.Step) {
				s.Fields = []string{"text", "from_role", "community", "element", "try_by"}
			}),
			with(step(journal.ShortText, "shared", "Whom did you tell?"), func(s *prompts.Step) { s.Sitting = 2 }),
		},
	}
}

// whole answers everything in everyKind, to the end of the first sitting.
const whole = `

It went on
First line.

  Second, after a gap.
..
.
2
1 later
y
?
1,5
2026-11
none
Go Meetup
Choir

1
1, 3, gophers
Tuesday talks
#tech evening
2
-



1, Kitchen Club
.

They ask.
.

-
Open with a question
a new tutor
go
3
2026-12-01

1
`

func TestEveryKindIsAsked(t *testing.T) {
	t.Parallel()
	w := run(t, everyKind(), whole)
	if w.err != nil {
		t.Fatal(w.err, w.screen.String())
	}
	if w.session.State() != prompts.Paused {
		t.Errorf("state = %v, want paused", w.session.State())
	}
	golden(t, "every-kind", w.screen.String())
	got := w.last().Answers
	for name, want := range map[string]journal.Value{
		"headline": journal.TextValue("It went on"),
		"story":    journal.TextValue("First line.\n\n  Second, after a gap.\n."),
		"held_by":  journal.ChoiceValue("fun"),
		"value":    journal.ChoiceValue("now", "later"),
		"again":    journal.YesValue(true),
		"works":    {NotSure: true},
		"hours":    journal.NumberValue(1.5),
		"since":    journal.TextValue("2026-11"),
	} {
		if !got[name].Equal(want) {
			t.Errorf("%s = %+v, want %+v", name, got[name], want)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the screen is not that of %s:\n%s", file, got)
	}
}
