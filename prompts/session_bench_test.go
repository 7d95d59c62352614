package prompts

import (
	"fmt"
	"strings"
	"testing"
)

// looped is an activity with a loop of so many steps, of which every second hangs on
// the one before it, and an answers file for it with so many communities.
func looped(t testing.TB, steps, communities int) (Activity, string) {
	t.Helper()
	var file, names, answers strings.Builder
	file.WriteString(`
[[step]]
key = "communities"
kind = "inventory"
prompt = "Which?"
[[step]]
key = "look"
kind = "per_community"
over = "communities"
prompt = "{community}"
`)
	var round strings.Builder
	for i := range steps / 2 {
		fmt.Fprintf(&file, "[[step.step]]\nkey = \"works%[1]d\"\nkind = \"rating\"\nrecord = \"works%[1]d\"\nprompt = \"How does {community} work?\"\n", i)
		fmt.Fprintf(&file, "[[step.step]]\nkey = \"why%[1]d\"\nkind = \"short_text\"\nprompt = \"Why?\"\nwhen = { key = \"works%[1]d\", op = \"gte\", value = 3 }\n", i)
		fmt.Fprintf(&round, "works%[1]d = 4\nwhy%[1]d = \"They ask.\"\n", i)
	}
	for i := range communities {
		fmt.Fprintf(&names, "\"Choir %d\", ", i)
		fmt.Fprintf(&answers, "[look.\"Choir %d\"]\n%s", i, round.String())
	}
	return parsed(t, file.String()), "communities = [" + names.String() + "]\n" + answers.String()
}

// Filling in an answers file takes as long for a community, however many there are.
func BenchmarkFill(b *testing.B) {
	for _, communities := range []int{5, 10, 20, 40} {
		a, src := looped(b, 200, communities)
		b.Run(fmt.Sprint(communities), func(b *testing.B) {
			for b.Loop() {
				filled(b, a, env(), src)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*communities), "ms/community")
		})
	}
}
