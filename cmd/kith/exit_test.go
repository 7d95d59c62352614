package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"testing"

	"kith/journal"
)

// With --debug what stands behind an error is said, also where several were joined.
func TestCausesBehindJoinedErrors(t *testing.T) {
	t.Parallel()
	inner := fmt.Errorf("the page: %w", fs.ErrPermission)
	e := &journal.Error{Text: "that did not work", Err: fmt.Errorf("while keeping: %w", errors.Join(inner, errors.New("the disk")))}
	got := causes(e)
	for _, want := range []string{
		"the page: permission denied (*fmt.wrapError)", "permission denied (*errors.errorString)", "the disk (*errors.errorString)",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
}
