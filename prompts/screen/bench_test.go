package screen

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"kith/journal"
	"kith/prompts"
)

// BenchmarkKey is what somebody waits for after a key: until the screen is drawn anew.
// Of a hundred keys ninety-nine are to be done within 16 ms, the time a screen shows one
// picture: that is p99-ms. On a machine that is busy otherwise only p50-ms tells something.
func BenchmarkKey(b *testing.B) {
	steps := make([]prompts.Step, 500)
	for i := range steps {
		steps[i] = prompts.Step{Key: fmt.Sprintf("s%d", i), Kind: journal.ShortText, Prompt: "What happened?", Help: "In a few words."}
		if i > 0 && i%2 == 0 {
			steps[i].When = &prompts.Condition{Key: steps[i-1].Key, Op: prompts.Answered}
		}
	}
	words := strings.Repeat("and we talked about it ", 435)[:10_000]
	lines := strings.TrimSpace(strings.Repeat(words[:124]+"\n", 80))
	long := one(prompts.Step{Key: "q", Kind: journal.LongText, Prompt: "Well?"})
	letter, enter := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}, tea.KeyMsg{Type: tea.KeyEnter}
	for _, c := range []struct {
		name     string
		activity prompts.Activity
		place    string
		answer   string
		keys     []tea.KeyMsg // one after another, over and over
	}{
		{"500 pages, a letter", one(steps...), "s1", "x", []tea.KeyMsg{letter, {Type: tea.KeyBackspace}}},
		{"500 pages, the first letter", one(steps...), "s1", "", []tea.KeyMsg{letter, {Type: tea.KeyBackspace}}},
		{"500 pages, on and back", one(steps...), "s249", "x", []tea.KeyMsg{enter, {Type: tea.KeyShiftTab}}},
		{"500 pages, the list of steps", one(steps...), "s249", "x", []tea.KeyMsg{{Type: tea.KeyCtrlO}, {Type: tea.KeyDown}, {Type: tea.KeyEsc}}},
		{"the first of a form", long, "(intro)", "", []tea.KeyMsg{enter, letter, {Type: tea.KeyBackspace}, {Type: tea.KeyShiftTab}}},
		{"10,000 characters", long, "q", words, []tea.KeyMsg{letter, {Type: tea.KeyBackspace}}},
		{"10,000 characters, 80 lines", long, "q", lines, []tea.KeyMsg{letter, {Type: tea.KeyBackspace}, {Type: tea.KeyUp}, {Type: tea.KeyDown}}},
		{"10,000 characters, open", long, "(intro)", words, []tea.KeyMsg{enter, {Type: tea.KeyShiftTab}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			d := prompts.New(c.activity, env(), prompts.Options{}).Draft()
			d.Place = c.place
			if c.answer != "" {
				name := c.place
				if name == "(intro)" {
					name = "q"
				}
				d.Answers = map[string]journal.Value{name: journal.TextValue(c.answer)}
			}
			m := newModel(prompts.Resume(c.activity, env(), d), Options{Now: func() time.Time { return began }, Save: func(journal.Draft) error { return nil }})
			m.Update(tea.WindowSizeMsg{Width: 100, Height: 40})
			m.View()
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				m.Update(c.keys[i%len(c.keys)])
				m.View()
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			for _, percent := range []int{50, 99} {
				b.ReportMetric(float64(took[len(took)*percent/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", percent))
			}
		})
	}
}
