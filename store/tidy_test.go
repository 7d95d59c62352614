package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

// groups is how many communities there are to tidy, and turns how often each
// process sets about it.
const groups, turns = 6, 8

// tidy changes the communities while others do the same: it merges each into
// the next, renames, tags, observes and writes about them. Being told that one
// was merged is no fault; it is not to lose anything.
func tidy(ctx context.Context, s *store.Store, who string) error {
	known, err := s.Communities(ctx, journal.CommunityFilter{})
	if err != nil {
		return err
	}
	for turn := range turns {
		now := time.Now()
		c := known[turn%len(known)]
		mark := fmt.Sprintf("%s-%d", who, turn)
		id := journal.NewID(now)
		_, err := s.Keep(ctx, journal.Outcome{
			Reflection:   journal.Reflection{ID: id, Title: mark, Communities: []journal.CommunityRef{c.Ref()}, Tags: []string{"old"}},
			Observations: []journal.Observation{{Community: c.ID, Measure: mark, Value: journal.NumberValue(3), Reflection: id}},
			Suggestions:  []journal.Suggestion{{ID: journal.NewID(now), Text: mark, Community: &journal.CommunityRef{ID: c.ID, Name: c.Name}}},
		})
		if err != nil {
			return err
		}
		if err := s.AddObservations(ctx, []journal.Observation{{Community: c.ID, Measure: mark, Value: journal.NumberValue(4)}}); err != nil {
			return err
		}
		if _, err := s.TagCommunity(ctx, c.ID, []string{mark}, nil); err != nil {
			return err
		}
		_, err = s.EditCommunity(ctx, c.ID, func(c *journal.Community) error { c.Rhythm += "."; return nil })
		if err != nil && journal.KindOf(err) != journal.Conflict {
			return err
		}
		if _, err := s.RenameTag(ctx, "old", "new"); err != nil && journal.KindOf(err) != journal.NotFound {
			return err
		}
		next := known[(turn+1)%len(known)]
		if _, err = s.MergeCommunities(ctx, c.ID, next.ID, now); err != nil && journal.KindOf(err) != journal.Conflict {
			return err
		}
	}
	return nil
}

// TestManyTidyAtOnce: several processes merge, rename and write about the same
// communities, and nothing of it is lost.
func TestManyTidyAtOnce(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for i := range groups {
		sh.addCommunity(journal.Community{Name: fmt.Sprint("Group ", i)})
	}
	whos := []string{"ann", "ben", "cy"}
	var wg sync.WaitGroup
	for _, who := range whos {
		cmd := actor(t, "tidy", sh.path)
		cmd.Env = append(cmd.Env, "KITH_STORE_WHO="+who)
		wg.Go(func() {
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	sh.reopen()

	want := len(whos) * turns
	var observed, tagged, named int
	for _, c := range sh.communities(journal.CommunityFilter{}) {
		observed += len(sh.history(c.ID))
		tagged += len(c.Tags)
		named += len(sh.reflections(journal.Filter{Community: c.ID}))
		sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{Community: c.ID})
		ok(t, err)
		for _, s := range sg {
			if !slices.ContainsFunc(sh.history(c.ID), func(o journal.Observation) bool { return o.Measure == s.Text }) {
				t.Errorf("%s and its observation are of two communities", s.Text)
			}
		}
	}
	if observed != 2*want || tagged != want || named != want {
		t.Errorf("%d observations, %d tags and %d reflections, want %d, %d and %d", observed, tagged, named, 2*want, want, want)
	}
	for i := range groups {
		sh.find(fmt.Sprint("Group ", i))
	}
	tags, err := sh.Tags(t.Context())
	ok(t, err)
	for _, tag := range tags {
		if tag.Tag == "new" && tag.Reflections != want {
			t.Errorf("%d reflections are tagged new", tag.Reflections)
		}
		if !strings.Contains(tag.Tag, "-") && tag.Tag != "new" {
			t.Errorf("a tag %q is left", tag.Tag)
		}
	}
}
