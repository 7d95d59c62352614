package store

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kith/journal"
)

// miscounted are the rows of tag_count that are not as a fresh count has them, and
// those it lacks.
const miscounted = `
	WITH fresh AS (SELECT folded, tag, count(*) AS reflections FROM reflection_tag GROUP BY folded, tag)
	SELECT count(*) FROM (
		SELECT * FROM (SELECT * FROM fresh EXCEPT SELECT * FROM tag_count)
		UNION ALL SELECT * FROM (SELECT * FROM tag_count EXCEPT SELECT * FROM fresh))`

// TestTagsAreCounted: whatever is written, in whatever order, the tags are counted
// as they stand.
func TestTagsAreCounted(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer s.Close()
	writes := everyWrite(t, s, rand.New(rand.NewPCG(7, 7)))
	kinds, chance := slices.Sorted(maps.Keys(writes)), rand.New(rand.NewPCG(8, 8))
	done := map[string]int{}
	for step := range 400 {
		kind := kinds[chance.IntN(len(kinds))]
		err := writes[kind]()
		switch journal.KindOf(err) {
		case journal.NotFound, journal.Conflict, journal.Invalid:
		default:
			must(t, err)
		}
		if err == nil {
			done[kind]++
		}
		if n := number(t, s, miscounted); n != 0 {
			t.Fatalf("step %d, %s: %d tags are miscounted", step, kind, n)
		}
	}
	for _, kind := range kinds {
		if done[kind] == 0 {
			t.Errorf("%s was never done", kind)
		}
	}
}

// everyWrite are the ways to write what has tags, or could take them away. What
// each writes is left to chance.
func everyWrite(t *testing.T, s *Store, chance *rand.Rand) map[string]func() error {
	ctx, now := t.Context(), time.Now()
	words := []string{"go", "Go", "GO", "leeds", "Leeds", "week", "Früh", "früh"}
	word := func() string { return words[chance.IntN(len(words))] }
	some := func() []string { return []string{word(), word(), word()}[:chance.IntN(4)] }
	lately := func() string { return fmt.Sprintf("last~%d", chance.IntN(4)) }
	name := func() string { return fmt.Sprint("Group ", chance.IntN(20)) }
	nothing := journal.Errorf(journal.NotFound, "there is none")
	community := func(change func(one, another journal.ID) error) func() error {
		return func() error {
			all, err := s.Communities(ctx, journal.CommunityFilter{})
			if err != nil || len(all) < 2 {
				return cmp.Or(err, error(nothing))
			}
			chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			return change(all[0].ID, all[1].ID)
		}
	}
	return map[string]func() error{
		"note": func() error {
			_, err := s.AddReflection(ctx, journal.Reflection{Title: "A note", Tags: some()})
			return err
		},
		"reflect": func() error {
			r := journal.Reflection{ID: journal.NewID(now), Activity: "week", Created: now, Updated: now, Tags: some()}
			c := journal.Community{ID: journal.NewID(now), Name: name(), Tags: some(), Created: now}
			d := journal.Draft{ID: journal.NewID(now), Activity: "week", Reflection: r.ID}
			_, err := s.Keep(ctx, journal.Outcome{Reflection: r, Communities: []journal.Community{c}, Draft: d})
			return err
		},
		"a later sitting": func() error {
			r, err := s.Reflection(ctx, lately())
			if err != nil {
				return err
			}
			r.Tags = some()
			_, err = s.Keep(ctx, journal.Outcome{Reflection: r})
			return err
		},
		"resume --undo":     func() error { _, err := s.Reopen(ctx, now); return err },
		"tag":               func() error { _, err := s.TagReflection(ctx, lately(), some(), nil); return err },
		"tag --remove":      func() error { _, err := s.TagReflection(ctx, lately(), nil, []string{word()}); return err },
		"tag rename":        func() error { _, err := s.RenameTag(ctx, word(), word()); return err },
		"trash empty":       func() error { _, err := s.EmptyTrash(ctx); return err },
		"community delete":  community(func(one, _ journal.ID) error { return s.DeleteCommunity(ctx, one, now) }),
		"community archive": community(func(one, _ journal.ID) error { _, err := s.ArchiveCommunity(ctx, one, now); return err }),
		"community tag":     community(func(one, _ journal.ID) error { _, err := s.TagCommunity(ctx, one, some(), nil); return err }),
		"community merge": community(func(one, another journal.ID) error {
			_, err := s.MergeCommunities(ctx, one, another, now)
			return err
		}),
		"community unmerge": func() error {
			all, err := s.Merged(ctx)
			if err != nil || len(all) == 0 {
				return cmp.Or(err, error(nothing))
			}
			_, _, err = s.UnmergeCommunity(ctx, string(all[0].ID))
			return err
		},
		"trash restore": func() error {
			all, err := s.Trash(ctx)
			if err != nil || len(all) == 0 {
				return cmp.Or(err, error(nothing))
			}
			_, err = s.RestoreTrash(ctx, string(all[0].ID))
			return err
		},
		"a reflection goes": func() error {
			r, err := s.Reflection(ctx, lately())
			if err != nil || r.Activity != "" { // what Reopen takes back has one
				return cmp.Or(err, error(nothing))
			}
			return s.update(ctx, func(x tx) error { _, err := x.exec(ctx, `DELETE FROM reflection WHERE id = ?`, r.ID); return err })
		},
	}
}
