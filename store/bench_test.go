package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// sizes of the journals that are measured: what a person asks for should cost
// the same in both. KITH_BENCH_SIZE adds another, such as 100000.
func sizes(b *testing.B) []int {
	all := []int{100, 10_000}
	if text := os.Getenv("KITH_BENCH_SIZE"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, n)
	}
	return all
}

// filled is a journal of n reflections of 900 characters, a tenth of them tagged
// rare and in the old half, and n/10 communities of twenty observations each,
// 1000 of them at most.
func filled(b *testing.B, n int) *Store {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(b.TempDir(), "journal.db"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	err = s.update(ctx, func(t tx) error { return fill(ctx, t, n) })
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func fill(ctx context.Context, t tx, n int) error {
	start := time.Date(2016, 1, 1, 8, 0, 0, 0, time.UTC)
	var refs []journal.CommunityRef
	for i := range min(1000, max(10, n/10)) {
		c := journal.Community{
			ID: journal.NewID(start), Name: fmt.Sprintf("Community %d", i), Created: start,
			Kinds: []string{"professional", "learning"}, Tags: []string{"tag", fmt.Sprintf("tag%d", i%10)},
		}
		if _, err := keepCommunity(ctx, t, c, start); err != nil {
			return err
		}
		refs = append(refs, c.Ref())
		for j := range 20 {
			o := journal.Observation{Community: c.ID, Measure: []string{"domain", "community", "practice", "links"}[j%4],
				Value: journal.NumberValue(float64(1 + j%5)), At: start.AddDate(0, j, 0)}
			if err := insertObservations(ctx, t, []journal.Observation{o}, start); err != nil {
				return err
			}
		}
	}
	for i := range n {
		at := start.Add(time.Duration(i) * time.Hour)
		tags := []string{"common", fmt.Sprintf("tag%d", i%50)}
		if i < n/2 && i%10 == 0 {
			tags = append(tags, "rare")
		}
		r := journal.Reflection{
			ID: journal.NewID(at), Title: "Weekly review", Activity: fmt.Sprintf("activity-%d", i%7), Created: at, Updated: at,
			Tags: tags, Communities: refs[i%len(refs):][:1],
			Answers: []journal.Answer{{Key: "note", Kind: journal.LongText, Value: journal.TextValue(prose(i, n))}},
		}
		if err := insertReflection(ctx, t, r); err != nil {
			return err
		}
	}
	return nil
}

// prose is about 900 characters of made-up words, as often as words are: a few stand
// everywhere and most hardly ever. Each holds "gathering", and ten in a journal of n "heron".
func prose(i, n int) string {
	syllables := strings.Fields("ba de fi go ku la me ni po ru sa te vi wo zu cha dre fle gri sto")
	next := uint64(i)*2862933555777941757 + 3037000493
	var b strings.Builder
	b.WriteString("Our gathering")
	if i%max(1, n/10) == 0 {
		b.WriteString(" saw a heron")
	}
	for words := 1; b.Len() < 900; words++ {
		next = next*6364136223846793005 + 1442695040888963407
		word := (next >> 33) % ((next>>20)%5000 + 1) // low ones far more often
		end := " "
		if words%12 == 0 {
			end = ". "
		}
		b.WriteString(end + syllables[word%20] + syllables[word/20%20] + syllables[word/400%20])
	}
	return b.String() + "."
}

func BenchmarkStore(b *testing.B) {
	for _, n := range sizes(b) {
		s := filled(b, n)
		b.Run(strconv.Itoa(n), func(b *testing.B) { measure(b, s, n) })
	}
}

func measure(b *testing.B, s *Store, n int) {
	ctx := context.Background()
	list := func(name string, f journal.Filter) {
		f.Limit = 20
		b.Run("list/"+name, func(b *testing.B) {
			for b.Loop() {
				if rs, err := s.Reflections(ctx, f); err != nil || len(rs) == 0 {
					b.Fatal(len(rs), err)
				}
			}
		})
	}
	first, err := s.Communities(ctx, journal.CommunityFilter{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	newest, err := s.Reflections(ctx, journal.Filter{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	middle := time.Date(2016, 1, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(n/2) * time.Hour)
	list("all", journal.Filter{})
	list("reverse", journal.Filter{Reverse: true})
	list("tag", journal.Filter{Tags: []string{"common"}})
	list("rare-tag", journal.Filter{Tags: []string{"rare"}})
	list("tags", journal.Filter{Tags: []string{"common", "tag0"}})
	list("activity", journal.Filter{Activity: "activity-3"})
	list("community", journal.Filter{Community: first[0].ID})
	list("since", journal.Filter{Since: middle})
	list("until", journal.Filter{Until: middle})
	show := func(name, ref string) {
		b.Run("show/"+name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Reflection(ctx, ref); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	show("last", "last")
	show("tail", newest[0].ID.Short())
	show("start", string(newest[0].ID[:20]))
	show("middle", string(newest[0].ID[14:21]))
	list("words", journal.Filter{Words: 100})
	find := func(name, words string, search journal.Search) {
		b.Run("search/"+name, func(b *testing.B) {
			search.Query, search.Filter.Limit = journal.ParseQuery(words), 21
			for b.Loop() {
				found := 0
				for _, err := range s.Search(ctx, search) {
					if err != nil {
						b.Fatal(err)
					}
					found++
				}
				if found == 0 {
					b.Fatal("nothing is found")
				}
			}
		})
	}
	find("rare", "heron", journal.Search{})
	find("everywhere", "gathering", journal.Search{})
	find("best", "gathering", journal.Search{Best: true})
	find("phrase", `"our gathering saw"`, journal.Search{})
	find("begins", "gath* or her*", journal.Search{})
	find("tag", "gathering", journal.Search{Filter: journal.Filter{Tags: []string{"rare"}}})
	find("since", "gathering", journal.Search{Filter: journal.Filter{Until: middle}})
	stats := func(name string, f journal.Filter) {
		b.Run("stats/"+name, func(b *testing.B) {
			for b.Loop() {
				if st, err := s.Stats(ctx, f); err != nil || len(st.Weeks) == 0 {
					b.Fatal(len(st.Weeks), err)
				}
			}
		})
	}
	stats("all", journal.Filter{})
	stats("year", journal.Filter{Since: newest[0].Created.AddDate(-1, 0, 0)})
	b.Run("note", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.AddReflection(ctx, journal.Reflection{Title: "A note", Tags: []string{"common"}}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("communities", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Communities(ctx, journal.CommunityFilter{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("communities/limit", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Communities(ctx, journal.CommunityFilter{Limit: 10, Tags: []string{"tag"}}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("latest/all", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Latest(ctx, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("latest/one", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Latest(ctx, []journal.ID{first[0].ID}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("tags", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Tags(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			again, err := Open(ctx, s.Path(), Options{})
			if err != nil {
				b.Fatal(err)
			}
			if err := again.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
