package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Tags lists every tag with how much it is on, by name. Of several ways in
// which one tag is written, one is shown.
func (s *Store) Tags(ctx context.Context) ([]journal.TagCount, error) {
	return read(ctx, s, func(t tx) ([]journal.TagCount, error) { return tags(ctx, t) })
}

func tags(ctx context.Context, t tx) ([]journal.TagCount, error) {
	return query(ctx, t, func(r row) (c journal.TagCount, err error) {
		err = r.Scan(&c.Tag, &c.Reflections, &c.Communities)
		return c, err
	}, tagCounts)
}

// Reflections are counted where they are written, communities here.
const tagCounts = `
	SELECT max(tag), sum(reflections), sum(communities) FROM (
		SELECT folded, tag, reflections, 0 AS communities FROM tag_count
		UNION ALL
		SELECT folded, max(tag), 0, count(*) FROM community_tag
		WHERE community NOT IN (
			SELECT id FROM community WHERE state = 'trashed'
			UNION ALL SELECT id FROM community WHERE merged_into IS NOT NULL) GROUP BY folded
	) GROUP BY folded ORDER BY folded`

// CheckTags is an error of kind NotFound for the first of some tags that nothing has.
func (s *Store) CheckTags(ctx context.Context, words []string) error {
	_, err := read(ctx, s, func(t tx) (bool, error) {
		for _, w := range words {
			found, err := query(ctx, t, scanText, `
				SELECT ?1 WHERE EXISTS (SELECT 1 FROM reflection_tag WHERE folded = ?1)
					OR EXISTS (SELECT 1 FROM community_tag WHERE folded = ?1)`, text.Fold(w))
			if err != nil {
				return false, err
			}
			if len(found) == 0 {
				all, err := tags(ctx, t)
				return false, cmp.Or(err, noTag(w, all))
			}
		}
		return true, nil
	})
	return err
}

func noTag(word string, all []journal.TagCount) error {
	var names []string
	for _, c := range all {
		names = append(names, c.Tag)
	}
	return journal.Errorf(journal.NotFound, "there is no tag %q", text.Line(word)).
		WithHint("%s", didYouMean(word, names, "kith tag list shows those there are"))
}

// RenameTag writes a tag in another way wherever it is, on reflections and on
// communities, and gives the new one with how much it then is on. Where both
// tags are on something they become one. Only the case may change too.
func (s *Store) RenameTag(ctx context.Context, old, renamed string) (tag journal.TagCount, err error) {
	from, to := text.Fold(old), text.Fold(renamed)
	if to == "" {
		return tag, journal.Errorf(journal.Invalid, "a tag needs at least one letter").
			WithHint("type: kith tag rename OLD NEW")
	}
	err = s.update(ctx, func(t tx) error {
		all, err := tags(ctx, t)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(c journal.TagCount) bool { return text.Fold(c.Tag) == from }) {
			return noTag(old, all)
		}
		for _, table := range []string{"reflection_tag", "community_tag"} {
			_, err := t.exec(ctx, `
				UPDATE OR IGNORE `+table+` SET folded = ?2, tag = ?3 WHERE folded = ?1;
				DELETE FROM `+table+` WHERE folded = ?1 AND ?1 <> ?2;
				UPDATE `+table+` SET tag = ?3 WHERE folded = ?2 AND tag <> ?3`, from, to, renamed)
			if err != nil {
				return err
			}
		}
		all, err = tags(ctx, t)
		if i := slices.IndexFunc(all, func(c journal.TagCount) bool { return text.Fold(c.Tag) == to }); i >= 0 {
			tag = all[i]
		}
		return err
	})
	return tag, err
}

// retagged are the tags of something with some added and others, which have to be
// there, taken away.
func retagged(name string, tags, add, remove []string) ([]string, error) {
	tags = text.Union(tags, add)
	for _, gone := range remove {
		if !text.Has(tags, gone) {
			e := journal.Errorf(journal.NotFound, "%s does not have the tag %q", text.Line(name), text.Line(gone))
			if len(tags) == 0 {
				return nil, e.WithHint("it has no tags")
			}
			return nil, e.WithHint("its tags are: %s", text.Line(strings.Join(tags, ", ")))
		}
	}
	return text.Without(tags, remove), nil
}

// setWords replaces the words on something, in one of the tables reflection_tag,
// community_tag and community_kind. Of two that fold alike the first counts.
func setWords(ctx context.Context, t tx, table string, id journal.ID, words []string) error {
	owner, word, _ := strings.Cut(table, "_")
	if _, err := t.exec(ctx, `DELETE FROM `+table+` WHERE `+owner+` = ?`, id); err != nil {
		return err
	}
	columns, values := owner+", folded, "+word+", position", "?1, ?2, ?3, ?4"
	if owner == "reflection" {
		columns, values = columns+", created", values+", (SELECT created FROM reflection WHERE id = ?1)"
	}
	for i, w := range text.Union(nil, words) {
		folded := text.Fold(w)
		if folded == "" {
			return journal.Errorf(journal.Invalid, "a tag or a kind needs at least one letter")
		}
		if _, err := t.exec(ctx, `INSERT INTO `+table+` (`+columns+`) VALUES (`+values+`)`, id, folded, w, i); err != nil {
			return err
		}
	}
	return nil
}
