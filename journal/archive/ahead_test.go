package archive

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

func numbers(n int, err error, ended *bool) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		defer func() { *ended = true }()
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if err != nil {
			yield(0, err)
		}
	}
}

// What is made ahead comes in order and all of it, up to an error; and nothing goes on
// once nobody wants any more.
func TestAhead(t *testing.T) {
	t.Parallel()
	broken := errors.New("it cannot be read")
	for _, n := range []int{0, 1, aheadSize - 1, aheadSize, aheadSize + 1, 20 * aheadSize} {
		for _, want := range []error{nil, broken} {
			ended, next := false, 0
			var got error
			for v, err := range ahead(t.Context(), numbers(n, want, &ended), func(i int) (int, error) {
				if i%7 == 0 {
					time.Sleep(time.Microsecond) // so that the makers take turns
				}
				return 2 * i, nil
			}) {
				if got = err; err != nil {
					continue
				}
				if v != 2*next {
					t.Fatalf("%d comes for %d", v, next)
				}
				next++
			}
			if next != n || got != want || !ended {
				t.Errorf("%d of %d came, with %v; ended %v", next, n, got, ended)
			}
		}
	}
	ended := false
	for v := range ahead(t.Context(), numbers(1<<30, nil, &ended), func(i int) (int, error) { return i, nil }) {
		if v == 100 {
			break
		}
	}
	if !ended {
		t.Error("it goes on")
	}
	ctx, cancel := context.WithCancel(t.Context())
	var last error
	for _, err := range ahead(ctx, numbers(1<<30, nil, &ended), func(i int) (int, error) { return i, nil }) {
		last = err
		cancel()
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("after a stop: %v", last)
	}
	cancel()
	for _, mistake := range []func(int) (int, error){
		func(i int) (int, error) { return i, broken },
		func(i int) (int, error) { panic("a mistake") },
	} {
		for _, err := range ahead(t.Context(), numbers(100, nil, &ended), mistake) {
			if last = err; err == nil {
				t.Error("what could not be made came")
			}
		}
		if !errors.Is(last, broken) && (journal.KindOf(last) != journal.Internal || !strings.Contains(last.Error(), "a mistake")) {
			t.Errorf("the error is %v", last)
		}
	}
}
