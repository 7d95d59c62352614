package store

import (
	"context"

	"kith/journal"
	"kith/journal/text"
)

// RenameTag writes a tag in another way wherever it is, on reflections and on
// communities, and gives the new one with how much it then is on. Where both
// tags are on something they become one. Only the case may change too.
func (s *Store) RenameTag(ctx context.Context, old, renamed string) (tag journal.TagCount, err error) {
	from, to := text.Fold(old), text.Fold(renamed)
	if to == "" {
		return tag, journal.Errorf(journal.Invalid, "a tag needs at least one letter").
			WithHint("kith tag rename OLD NEW")
	}
	err = s.update(ctx, func(t tx) error {
		all, err := tags(ctx, t)
		if err != nil {
			return err
		}
		if _, ok := counted(all, from); !ok {
			return unknownTag(old, all)
		}
		for _, table := range []string{"reflection_tag", "community_tag"} {
			for _, change := range []string{
				`UPDATE OR IGNORE ` + table + ` SET folded = ?2 WHERE folded = ?1`,
				`DELETE FROM ` + table + ` WHERE folded = ?1 AND ?1 <> ?2`,
				`UPDATE ` + table + ` SET tag = ?3 WHERE folded = ?2`,
			} {
				if _, err := t.exec(ctx, change, from, to, renamed); err != nil {
					return err
				}
			}
		}
		if all, err = tags(ctx, t); err == nil {
			tag, _ = counted(all, to)
		}
		return err
	})
	return tag, err
}

func counted(all []journal.TagCount, folded string) (journal.TagCount, bool) {
	for _, c := range all {
		if text.Fold(c.Tag) == folded {
			return c, true
		}
	}
	return journal.TagCount{}, false
}

func unknownTag(tag string, all []journal.TagCount) error {
	var names []string
	for _, c := range all {
		names = append(names, c.Tag)
	}
	e := journal.Errorf(journal.NotFound, "there is no tag %q", text.Line(tag))
	if near := nearest(tag, names); near != "" {
		return e.WithHint("did you mean %s?", near)
	}
	return e.WithHint("kith tag list shows those there are")
}
