package store

import (
	"context"
	"slices"

	"kith/journal"
	"kith/journal/text"
)

// Tags lists every tag with how much it is on, by name. Of several ways in
// which one tag is written, one is shown.
func (s *Store) Tags(ctx context.Context) (all []journal.TagCount, err error) {
	err = s.view(ctx, func(t tx) error {
		all, err = tags(ctx, t)
		return err
	})
	return all, err
}

func tags(ctx context.Context, t tx) ([]journal.TagCount, error) {
	return query(ctx, t, scanTagCount, `
		SELECT max(tag), sum(reflections), sum(communities) FROM (
			SELECT folded, max(tag) AS tag, count(*) AS reflections, 0 AS communities
			FROM reflection_tag GROUP BY folded
			UNION ALL
			SELECT folded, max(tag), 0, count(*) FROM community_tag
			WHERE community NOT IN (SELECT id FROM community WHERE state = 'trashed') GROUP BY folded
		) GROUP BY folded ORDER BY folded`)
}

func scanTagCount(r row) (c journal.TagCount, err error) {
	return c, r.Scan(&c.Tag, &c.Reflections, &c.Communities)
}

// wordTable says how the words on something are replaced in their table: what
// clears them, and what adds one, given the id, the folded word, the word and
// its place.
type wordTable struct{ clear, add string }

func reflectionTags() wordTable {
	return wordTable{
		clear: `DELETE FROM reflection_tag WHERE reflection = ?`,
		add: `
			INSERT INTO reflection_tag (reflection, created, folded, tag, position)
			SELECT id, created, ?2, ?3, ?4 FROM reflection WHERE id = ?1`,
	}
}

func communityTags() wordTable {
	return wordTable{
		clear: `DELETE FROM community_tag WHERE community = ?`,
		add:   `INSERT INTO community_tag (community, folded, tag, position) VALUES (?, ?, ?, ?)`,
	}
}

func communityKinds() wordTable {
	return wordTable{
		clear: `DELETE FROM community_kind WHERE community = ?`,
		add:   `INSERT INTO community_kind (community, folded, kind, position) VALUES (?, ?, ?, ?)`,
	}
}

// setWords replaces the words on something. Of two that fold alike the first
// counts.
func setWords(ctx context.Context, t tx, table wordTable, id journal.ID, words []string) error {
	if _, err := t.exec(ctx, table.clear, string(id)); err != nil {
		return err
	}
	for i, w := range union(nil, words) {
		folded := text.Fold(w)
		if folded == "" {
			return journal.Errorf(journal.Invalid, "a tag or a kind needs at least one letter")
		}
		if _, err := t.exec(ctx, table.add, string(id), folded, w, i); err != nil {
			return err
		}
	}
	return nil
}

// union appends the words of b that a lacks, compared by text.Fold.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, w := range b {
		if !hasWord(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(w string) bool { return hasWord(b, w) })
}

func hasWord(words []string, word string) bool {
	folded := text.Fold(word)
	return slices.ContainsFunc(words, func(w string) bool { return text.Fold(w) == folded })
}
