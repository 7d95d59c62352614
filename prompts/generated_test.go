package prompts

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kith/journal"
)

// Activities made up at random, of all that the language has: each is taken, is
// walked to its end, and comes back the same through an answers file.
func TestMadeUpActivities(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		src := (&maker{r: rand.New(rand.NewPCG(seed, 3))}).activity()
		a, err := Parse("made-up.toml", []byte(src))
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, src)
		}
		roundTrip(t, a, seed)
		if _, err := ReadAnswers(a, "form.toml", []byte(AnswersForm(a))); err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, AnswersForm(a))
		}
		Sheet(a, seed%2 == 0)
	}
}

// maker writes an activity.
type maker struct {
	r       *rand.Rand
	out     strings.Builder
	before  []Step // that can be asked about
	sitting int
	single  bool // a single pick came before
}

func (m *maker) activity() string {
	m.out.WriteString(head)
	m.sitting = 1
	for i := range 1 + m.r.IntN(14) {
		m.step(fmt.Sprintf("s%d", i), i > 0, nil)
	}
	return m.out.String()
}

func (m *maker) line(format string, args ...any) { fmt.Fprintf(&m.out, format+"\n", args...) }

func (m *maker) sometimes() bool { return m.r.IntN(3) == 0 }

// step writes a step at the top, or in the loop given.
func (m *maker) step(key string, mayTurn bool, loop *Step) {
	kinds := Kinds()
	s := Step{Key: key, Kind: kinds[m.r.IntN(len(kinds))]}
	over := m.listsBefore()
	if s.Kind == journal.PerCommunity && (loop != nil || over == nil) {
		s.Kind = journal.YesNo
	}
	if loop != nil && s.Kind == journal.Inventory {
		s.Kind = journal.Rating
	}
	m.line(map[bool]string{true: "[[step]]", false: "[[step.step]]"}[loop == nil])
	m.line("key = %q\nkind = %q", s.Key, s.Kind)
	m.line("prompt = %q", m.prompt(s.Kind, loop != nil))
	if loop == nil {
		if mayTurn && m.r.IntN(6) == 0 {
			m.sitting++
		}
		m.line("sitting = %d", m.sitting)
	}
	if i := slices.IndexFunc(m.before, func(b Step) bool { return kindOf(b.Kind).answered() && b.Key[0] == 's' }); i >= 0 && m.sometimes() {
		m.line("help = \"{answer:%s}\"", m.before[i].Key)
	} else if (loop != nil || m.single) && m.r.IntN(8) == 0 {
		m.line("help = \"{reading}\"")
	}
	m.common(s.Kind)
	m.own(&s, over)
	if len(m.before) > 0 && m.sometimes() {
		m.when(m.before[m.r.IntN(len(m.before))])
	}
	if s.Kind != journal.PerCommunity {
		m.before = append(m.before, s)
		m.single = m.single || loop == nil && s.Kind == journal.CommunityOne && !s.Multiple
		return
	}
	outside := m.before
	for i := range 1 + m.r.IntN(4) {
		m.step(fmt.Sprintf("i%d", i), false, &s)
	}
	m.before = append(outside[:len(outside):len(outside)], s)
}

func (m *maker) listsBefore() []string {
	var keys []string
	for _, s := range m.before {
		if s.Kind == journal.Inventory || s.Kind == journal.CommunityOne {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

func (m *maker) prompt(kind journal.Kind, inLoop bool) string {
	prompts := []string{"What?", "Who is \"it\"?"}
	if kind == journal.Info {
		prompts = append(prompts, "Say\n{due_suggestions}", "{recent_entries}")
	}
	if inLoop || m.single || kind == journal.PerCommunity {
		prompts = append(prompts, "Of {community}?")
	}
	if (inLoop || m.single) && kind == journal.Info {
		prompts = append(prompts, "{reading}")
	}
	return prompts[m.r.IntN(len(prompts))]
}

// common writes the keys that most kinds have.
func (m *maker) common(kind journal.Kind) {
	if m.r.IntN(6) == 0 {
		m.line("full = true")
	}
	for _, key := range []string{"required", "private", "record"} {
		switch {
		case kind == journal.Info, kind == journal.PerCommunity, !m.sometimes(), key != "record" && kindOf(kind).aside:
		case key != "record":
			m.line("%s = true", key)
		case slices.Contains(kindsWith("record"), kind):
			m.line("record = \"measure_%d\"", m.r.IntN(3))
		}
	}
}

// own writes the keys of the kind.
func (m *maker) own(s *Step, over []string) {
	switch s.Kind {
	case journal.ShortText, journal.LongText:
		if m.sometimes() {
			m.line("max_chars = 3")
		}
	case journal.ChooseOne, journal.ChooseMany:
		m.line("options = [")
		for i := range 2 + m.r.IntN(3) {
			s.Options = append(s.Options, journal.Option{Value: fmt.Sprintf("o %d\"", i)})
			m.line("  { value = %q, label = \"Option %d\" },", s.Options[i].Value, i)
		}
		m.line("]")
		if s.Kind == journal.ChooseMany && m.sometimes() {
			m.line("min_items = 1\nmax_items = 2")
		}
	case journal.Rating:
		if m.sometimes() {
			m.line(`anchors = ["a", "b", "c", "d", "e"]`)
		}
	case journal.Number:
		if m.sometimes() {
			m.line("min = -2.5\nmax = 1e3\nunit = \"miles\"")
		}
	case journal.CommunityOne:
		if s.Multiple = m.sometimes(); s.Multiple {
			m.line("multiple = true\nmin_items = 1")
		}
	case journal.Inventory:
		if m.sometimes() {
			m.line(`fields = ["kind", "about", "name"]`)
		}
	case journal.ReadKind:
		if m.sometimes() {
			m.line("max_items = 1")
		}
	case journal.PerCommunity:
		m.line("over = %q", over[m.r.IntN(len(over))])
	}
}

// when writes a condition on a step that came before.
func (m *maker) when(asked Step) {
	op := []Op{Answered, Unanswered, Shown}[m.r.IntN(3)]
	value := map[journal.Kind]string{
		journal.Rating: "3", journal.Number: "-2.5", journal.YesNo: "true", journal.DateKind: "2026-11-23",
		journal.ShortText: `"?"`, journal.LongText: `"?"`,
	}[asked.Kind]
	if len(asked.Options) > 0 {
		value = fmt.Sprintf("%q", asked.Options[m.r.IntN(len(asked.Options))].Value)
	}
	ordered := asked.Kind == journal.Rating || asked.Kind == journal.Number || asked.Kind == journal.DateKind
	switch {
	case asked.Kind == journal.Info || asked.Kind == journal.PerCommunity:
		op, value = Shown, ""
	case value == "" || m.sometimes():
		value = ""
	case ordered && m.sometimes():
		op = []Op{Gte, Lte}[m.r.IntN(2)]
	case m.sometimes():
		op, value = []Op{In, NotIn}[m.r.IntN(2)], "["+value+"]"
	default:
		op = []Op{Eq, Ne}[m.r.IntN(2)]
	}
	if value != "" {
		value = ", value = " + value
	}
	m.line("when = { key = %q, op = %q%s }", asked.Key, op, value)
}
