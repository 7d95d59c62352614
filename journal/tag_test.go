package journal_test

import (
	"slices"
	"testing"

	"kith/journal"
)

func TestTags(t *testing.T) {
	t.Parallel()
	got, err := journal.Tags([]string{" work ", "two\n \tlines", "Zoë"})
	if want := []string{"work", "two lines", "Zoë"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	for _, blank := range []string{"", " ", "\t\n", "\u00a0", "a\x00b"} {
		if got, err := journal.Tags([]string{"work", blank}); journal.KindOf(err) != journal.Invalid {
			t.Errorf("%q: %q, %v", blank, got, err)
		}
	}
}
