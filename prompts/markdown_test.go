package prompts

import (
	"math/rand/v2"
	"slices"
	"testing"

	"kith/journal/archive"
)

// What any run of any activity leaves is read again from the Markdown of it, each answer
// as one to the step it was given to: only ids are lost.
func TestAnActivityReadsItsMarkdown(t *testing.T) {
	t.Parallel()
	for _, e := range readBuiltIn() {
		t.Run(e.ID, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(20) {
				s := New(e.Activity, withOthers(env(known("Go Meetup"), known("Choir"))), Options{Full: seed%2 == 0})
				walkAtRandom(t, s, rand.New(rand.NewPCG(seed, 7)))
				want := s.Outcome(noon).Reflection
				page := string(archive.Markdown().File(want).Text)
				got := archive.ReadMarkdown(page).Reflection(e.Activity)
				if again := string(archive.Markdown().File(got).Text); again != page {
					t.Fatalf("seed %d:\n%s\nis written again as\n%s", seed, page, again)
				}
				for i, a := range got.Answers {
					b := want.Answers[i]
					if a.Key != b.Key || a.Loop != b.Loop || a.Kind != b.Kind || !slices.Equal(a.Value.Choices, b.Value.Choices) || !slices.Equal(a.Labels, b.Labels) {
						t.Fatalf("seed %d: %+v came back as %+v, of\n%s", seed, b, a, page)
					}
				}
			}
		})
	}
}
