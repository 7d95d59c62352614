package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"kith/journal"
)

// inventory is a journal of n communities of twenty observations each: a tenth
// of them archived, a tenth never looked at, ten of them tagged rare.
func inventory(b *testing.B, n int) *Store {
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
	start := time.Date(2016, 1, 1, 8, 0, 0, 0, time.UTC)
	err = s.update(ctx, func(t tx) error {
		for i := range n {
			c := journal.Community{
				ID: journal.NewID(start), Name: fmt.Sprintf("Community %d", i), Created: start, Kinds: []string{"professional"},
				Started: journal.Date(start.AddDate(0, i, 0).Format("2006-01")), Tags: []string{"tag", fmt.Sprintf("tag%d", i%10)},
			}
			if i%10 == 3 {
				c.Archived = start
			}
			if i%(n/10) == 0 {
				c.Tags = append(c.Tags, "rare")
			}
			if _, err := keepCommunity(ctx, t, c, start); err != nil {
				return err
			}
			if i%10 == 4 {
				continue
			}
			for j := range 20 {
				o := journal.Observation{
					Community: c.ID, Measure: []string{"domain", "community", "practice", "links"}[j%4],
					Value: journal.NumberValue(float64(1 + j%5)), At: start.AddDate(0, j, i%28),
				}
				if err := insertObservations(ctx, t, []journal.Observation{o}, start); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkInventory measures what is asked of the inventory, in a small and in
// a large one. What gives twenty rows should cost the same in both; "all" is to
// be divided by the rows it gives.
func BenchmarkInventory(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		s := inventory(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) { measureInventory(b, s) })
	}
}

func measureInventory(b *testing.B, s *Store) {
	ctx := context.Background()
	run := func(name string, ask func() error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	// list is what kith community list asks for.
	list := func(f journal.CommunityFilter) func() error {
		return func() error {
			all, err := s.Communities(ctx, f)
			if err != nil || len(all) == 0 {
				return fmt.Errorf("%d communities, %w", len(all), err)
			}
			ids := make([]journal.ID, len(all))
			for i, c := range all {
				ids[i] = c.ID
			}
			_, err = s.Latest(ctx, ids)
			return err
		}
	}
	run("list/name", list(journal.CommunityFilter{Limit: 20}))
	run("list/looked-at", list(journal.CommunityFilter{Limit: 20, Sort: journal.SortLookedAt}))
	run("list/started", list(journal.CommunityFilter{Limit: 20, Sort: journal.SortStarted}))
	run("list/archived", list(journal.CommunityFilter{Limit: 20, Archived: true}))
	run("list/tag", list(journal.CommunityFilter{Limit: 20, Tags: []string{"tag", "tag1"}}))
	run("list/rare-tag", list(journal.CommunityFilter{Limit: 20, Tags: []string{"rare"}}))
	run("list/kind", list(journal.CommunityFilter{Limit: 20, Kind: "professional"}))
	run("all", list(journal.CommunityFilter{}))
	run("quiet", func() error {
		_, err := s.Quiet(ctx, time.Now(), 5)
		return err
	})
	run("find/name", func() error {
		_, err := s.FindCommunity(ctx, "community 17")
		return err
	})
	run("find/part", func() error {
		_, err := s.FindCommunity(ctx, "munity 99")
		if journal.KindOf(err) == journal.Conflict {
			err = nil
		}
		return err
	})
	one, err := s.FindCommunity(ctx, "community 17")
	if err != nil {
		b.Fatal(err)
	}
	run("observe-and-undo", func() error {
		err := s.AddObservations(ctx, []journal.Observation{{Community: one.ID, Measure: "domain", Value: journal.NumberValue(3)}})
		if err == nil {
			_, err = s.UndoObservations(ctx, one.ID, time.Now())
		}
		return err
	})
	run("tag/rename", func() error {
		_, err := s.RenameTag(ctx, "rare", "rare")
		return err
	})
}
