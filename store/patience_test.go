package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kith/journal"
)

// TestAReaderThatStopsHoldsUpNobody: while a list, or what was found, is given into a
// pipe that nobody reads, the log of what others write does not grow with that; and
// in the end all that was there has been given, once.
func TestAReaderThatStopsHoldsUpNobody(t *testing.T) {
	t.Parallel()
	listed := func(ctx context.Context, s *Store, f journal.Filter, take func(title string)) error {
		for r, err := range s.EachReflection(ctx, f) {
			if err != nil {
				return err
			}
			take(r.Title)
		}
		return nil
	}
	for name, pass := range map[string]func(ctx context.Context, s *Store, take func(title string)) error{
		"list": func(ctx context.Context, s *Store, take func(string)) error {
			return listed(ctx, s, journal.Filter{}, take)
		},
		"words": func(ctx context.Context, s *Store, take func(string)) error {
			return listed(ctx, s, journal.Filter{Containing: "word"}, take)
		},
		"search": func(ctx context.Context, s *Store, take func(string)) error {
			for hit, err := range s.Search(ctx, journal.Search{Query: journal.ParseQuery("word")}) {
				if err != nil {
					return err
				}
				take(hit.Title)
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "journal.db")
			synctest.Test(t, func(t *testing.T) { // so that nobody waits for patience to be out
				ctx := t.Context()
				s, err := Open(ctx, path, Options{})
				must(t, err)
				const n = 2*pageSize + 30
				must(t, s.update(ctx, func(t tx) error {
					for i := range n {
						if _, err := addReflection(ctx, t, journal.Reflection{Title: fmt.Sprint("word ", i)}); err != nil {
							return err
						}
					}
					return nil
				}))
				given := map[string]int{}
				must(t, pass(ctx, s, func(title string) {
					if given[title]++; len(given) > 1 {
						return
					}
					time.Sleep(patience + time.Second)
					for i := range 20 {
						must(t, s.SaveDraft(ctx, journal.Draft{ID: "d1", Step: i, Source: strings.Repeat(fmt.Sprintf("%08d", i), 1<<17)}))
					}
				}))
				for i := range n {
					if got := given[fmt.Sprint("word ", i)]; got != 1 {
						t.Errorf("word %d was given %d times", i, got)
					}
				}
				if log, err := os.Stat(path + "-wal"); err != nil || log.Size() > 10<<20 {
					t.Errorf("of 20 MB the log holds %d MB, %v", log.Size()>>20, err)
				}
				must(t, s.Close())
			})
		})
	}
}
