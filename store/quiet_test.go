package store_test

import (
	"testing"
	"time"

	"kith/journal"
	"kith/store"
)

func TestQuietCommunitiesAreTheLongestNotLookedAt(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := store.Open(ctx, t.TempDir()+"/journal.db", store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	add := func(name string, created time.Time, observed ...time.Time) {
		c, err := s.AddCommunity(ctx, journal.Community{Name: name, Created: created})
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range observed {
			o := journal.Observation{ID: journal.NewID(at), Community: c.ID, Measure: "works", Value: journal.NumberValue(3), At: at}
			if err := s.AddObservations(ctx, []journal.Observation{o}); err != nil {
				t.Fatal(err)
			}
		}
	}
	add("Just added", now)
	add("Added long ago", now.AddDate(-1, 0, 0))
	add("Looked at again", now.AddDate(-2, 0, 0), now.AddDate(-2, 0, 0), now.AddDate(0, 0, -1))
	add("Looked at once", now.AddDate(-3, 0, 0), now.AddDate(-2, 0, 0))

	quiet, err := s.Quiet(ctx, now.AddDate(0, -3, 0), 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range quiet {
		names = append(names, c.Name)
	}
	if len(names) != 2 || names[0] != "Looked at once" || names[1] != "Added long ago" {
		t.Errorf("quiet: %q", names)
	}
}
