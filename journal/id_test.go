package journal_test

import (
	"testing"
	"time"

	"kith/journal"
)

func TestNewID(t *testing.T) {
	t.Parallel()
	before := journal.ID("")
	for _, at := range []time.Time{
		{}, time.Date(1912, 6, 23, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC),
		time.Date(2026, 11, 23, 8, 0, 0, 1e6, time.UTC), time.Date(99999, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		id := journal.NewID(at)
		if len(id) != 26 || len(id.Short()) != 8 {
			t.Errorf("%v has the id %q", at, id)
		}
		if at.Year() > 1970 && id <= before {
			t.Errorf("%s does not come after %s", id, before)
		}
		before = id
	}
}
