package archive

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"kith/journal"
)

// aheadSize is how many things go to another core at once: enough that handing
// them over costs nothing, few enough to take little memory.
const aheadSize = 32

// ahead gives what make makes of each thing, in the order of the things. While one
// is used, the next are read and made on the other cores: never more of them than a
// few hundred, so that memory does not grow with how many there are. An error ends it.
//
// The things are gone over in another goroutine, which has ended once this has.
func ahead[T, U any](ctx context.Context, things iter.Seq2[T, error], of func(T) (U, error)) iter.Seq2[U, error] {
	return func(yield func(U, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		var working sync.WaitGroup
		defer working.Wait()
		defer stop()

		makers := runtime.GOMAXPROCS(0)
		work, order := make(chan *aheadBatch[T, U]), make(chan *aheadBatch[T, U], makers)
		send := func(b *aheadBatch[T, U]) bool {
			for _, to := range []chan *aheadBatch[T, U]{order, work} {
				select {
				case to <- b:
				case <-ctx.Done():
					return false
				}
			}
			return true
		}
		working.Go(func() {
			defer close(order)
			defer close(work)
			b := &aheadBatch[T, U]{done: make(chan struct{})}
			err := journal.Guarded(func() error {
				for thing, err := range things {
					if err != nil {
						return err
					}
					if b.things = append(b.things, thing); len(b.things) < aheadSize {
						continue
					}
					if !send(b) {
						return ctx.Err()
					}
					b = &aheadBatch[T, U]{done: make(chan struct{})}
				}
				return nil
			})
			b.err = err
			send(b)
		})
		for range makers {
			working.Go(func() {
				for b := range work {
					b.make(of)
				}
			})
		}
		fail := func(err error) {
			var none U
			yield(none, err)
		}
		for b := range order {
			select {
			case <-b.done:
			case <-ctx.Done():
			}
			if err := ctx.Err(); err != nil {
				fail(err)
				return
			}
			for _, made := range b.made {
				if !yield(made, nil) {
					return
				}
			}
			if b.err != nil {
				fail(b.err)
				return
			}
		}
		if err := ctx.Err(); err != nil { // the reader stopped, and had no time to say so
			fail(err)
		}
	}
}

// aheadBatch are a few things, and what has been made of them once it is done.
type aheadBatch[T, U any] struct {
	things []T
	made   []U
	err    error // behind what was made
	done   chan struct{}
}

func (b *aheadBatch[T, U]) make(of func(T) (U, error)) {
	err := journal.Guarded(func() error {
		for _, thing := range b.things {
			made, err := of(thing)
			if err != nil {
				return err
			}
			b.made = append(b.made, made)
		}
		return nil
	})
	if err != nil {
		b.err = err
	}
	close(b.done)
}
