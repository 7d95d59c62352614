package store

import (
	"context"

	"kith/journal"
)

// TagReflection adds tags to a reflection, named as for Reflection, takes others
// away, and gives it as it then is.
func (s *Store) TagReflection(ctx context.Context, ref string, add, remove []string) (r journal.Reflection, err error) {
	err = s.update(ctx, func(t tx) error {
		id, err := findReflection(ctx, t, ref)
		if err != nil {
			return err
		}
		if r, err = reflection(ctx, t, id); err != nil {
			return err
		}
		r.Tags = without(union(r.Tags, add), remove)
		return setWords(ctx, t, reflectionTags(), r.ID, r.Tags)
	})
	return r, err
}
