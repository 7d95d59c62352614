package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
)

// AddReflection adds a new one, such as a note, giving it an id and times where
// they are empty.
func (s *Store) AddReflection(ctx context.Context, r journal.Reflection) (journal.Reflection, error) {
	err := s.update(ctx, func(t tx) (err error) {
		r, err = addReflection(ctx, t, r)
		return err
	})
	return r, err
}

func addReflection(ctx context.Context, t tx, r journal.Reflection) (journal.Reflection, error) {
	r, err := dated(ctx, t, r)
	if err == nil {
		err = insertReflection(ctx, t, r)
	}
	return r, err
}

// dated is a reflection with the times and the id that it lacks. By their ids
// reflections are in the order in which they were written.
func dated(ctx context.Context, t tx, r journal.Reflection) (journal.Reflection, error) {
	if r.Created.IsZero() {
		r.Created = time.Now()
	}
	if r.Updated.IsZero() {
		r.Updated = r.Created
	}
	r.Created, r.Updated = journal.InMinutes(r.Created), journal.InMinutes(r.Updated)
	if r.ID != "" {
		return r, nil
	}
	last, err := newestReflection(ctx, t)
	r.ID = journal.NewIDAfter(r.Updated, last)
	return r, err
}

// NewestReflection is the id of the reflection that was written last, "" for none.
func (s *Store) NewestReflection(ctx context.Context) (journal.ID, error) {
	return read(ctx, s, func(t tx) (journal.ID, error) { return newestReflection(ctx, t) })
}

func newestReflection(ctx context.Context, t tx) (id journal.ID, err error) {
	err = t.QueryRowContext(ctx, `SELECT coalesce(max(id), '') FROM reflection`).Scan(&id)
	return id, err
}

func insertReflection(ctx context.Context, t tx, r journal.Reflection) error {
	_, err := t.exec(ctx, `
		INSERT INTO reflection (id, title, activity, created, created_offset, updated, updated_offset, minutes, private)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, r.Title, r.Activity, stamp(r.Created), offset(r.Created), stamp(r.Updated), offset(r.Updated), r.Minutes, r.Private)
	if err != nil {
		return err
	}
	return setParts(ctx, t, r)
}

// setParts replaces all that hangs on a reflection. Communities are kept as they
// were written.
func setParts(ctx context.Context, t tx, r journal.Reflection) error {
	if err := setWords(ctx, t, "reflection_tag", r.ID, r.Tags); err != nil {
		return err
	}
	if _, err := t.exec(ctx, `DELETE FROM reflection_community WHERE reflection = ?`, r.ID); err != nil {
		return err
	}
	for i, c := range r.Communities {
		if _, err := t.exec(ctx, `
			INSERT INTO reflection_community (reflection, created, community, root, position)
			SELECT id, created, ?2, coalesce((SELECT root FROM community WHERE id = ?2), ?2), ?3
			FROM reflection WHERE id = ?1
			ON CONFLICT (reflection, community) DO NOTHING`, r.ID, c.ID, i); err != nil {
			return err
		}
	}
	if _, err := t.exec(ctx, `DELETE FROM answer WHERE reflection = ?`, r.ID); err != nil {
		return err
	}
	for i, a := range r.Answers {
		said, value, err := encodeValue(a.Value)
		if err != nil {
			return err
		}
		labels, err := encode(a.Labels)
		if err != nil {
			return err
		}
		var of journal.CommunityRef
		if a.Community != nil {
			of = *a.Community
		}
		if _, err := t.exec(ctx, `
			INSERT INTO answer (reflection, position, key, loop, prompt, kind, text, value, labels, community, private)
			VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, '{}'), nullif(?, 'null'), nullif(?, ''), ?)`,
			r.ID, i, a.Key, a.Loop, a.Prompt, a.Kind, said, value, labels, of.ID, a.Private); err != nil {
			return err
		}
	}
	return nil
}

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
		if r.Tags, err = retagged(r.Title, r.Tags, add, remove); err != nil {
			return err
		}
		return setWords(ctx, t, "reflection_tag", r.ID, r.Tags)
	})
	return r, err
}

// Reflection gives one with its answers. It is named by a part of its id, or by
// when it was written: last, or nothing, is the one written last, whatever day it is
// about, and last~1 the one before.
func (s *Store) Reflection(ctx context.Context, ref string) (journal.Reflection, error) {
	return read(ctx, s, func(t tx) (journal.Reflection, error) {
		id, err := findReflection(ctx, t, ref)
		if err != nil {
			return journal.Reflection{}, err
		}
		return reflection(ctx, t, id)
	})
}

func findReflection(ctx context.Context, t tx, ref string) (journal.ID, error) {
	place, back := strings.ToLower(strings.TrimSpace(ref)), 0
	byPlace := place == "" || place == "last"
	if count, ok := strings.CutPrefix(place, "last~"); ok {
		n, err := strconv.Atoi(count)
		back, byPlace = n, err == nil && n >= 0
	}
	if !byPlace {
		id, err := findID(ctx, t, "reflection", "kith list", ref)
		if journal.KindOf(err) == journal.NotFound {
			gone, away := findID(ctx, t, "trashed", "kith trash list", ref)
			if away == nil {
				err = journal.Errorf(journal.NotFound, "the reflection %s is in the trash", gone.Short()).
					WithHint("bring it back: kith trash restore %s", gone.Short())
			}
		}
		return id, err
	}
	ids, err := query(ctx, t, scanText, `
		SELECT id FROM reflection ORDER BY id DESC LIMIT 1 OFFSET ?`, back)
	if err != nil {
		return "", err
	}
	if len(ids) == 0 {
		return "", journal.Errorf(journal.NotFound, "there is no reflection %q in the journal", ref).
			WithHint("kith list shows those there are; kith note writes one")
	}
	return journal.ID(ids[0]), nil
}

// reflection loads the one of an id, whole.
func reflection(ctx context.Context, t tx, id journal.ID) (journal.Reflection, error) {
	found, err := reflections(ctx, t, true, "SELECT "+reflectionColumns+" FROM reflection r WHERE r.id = ?", id)
	if err == nil && len(found) == 0 {
		err = journal.Errorf(journal.NotFound, "there is no reflection with the id %s", id)
	}
	if err != nil {
		return journal.Reflection{}, err
	}
	return found[0], nil
}

const reflectionColumns = `r.id, r.title, r.activity, r.created, r.created_offset,
	r.updated, r.updated_offset, r.minutes, r.private`

func scanReflection(rw row) (r journal.Reflection, err error) {
	err = rw.Scan(&r.ID, &r.Title, &r.Activity, scanTime{&r.Created}, scanOffset{&r.Created},
		scanTime{&r.Updated}, scanOffset{&r.Updated}, &r.Minutes, &r.Private)
	return r, err
}

// scanAnswer scans an answer, with the community it is of as that is called now.
func scanAnswer(r row) (a journal.Answer, err error) {
	var of journal.CommunityRef
	err = r.Scan(&a.Key, &a.Loop, &a.Prompt, &a.Kind, scanJSON{&a.Value}, &a.Value.Text, scanJSON{&a.Labels}, &of.ID, &of.Name, &a.Private)
	if of.ID != "" {
		a.Community = &of
	}
	return a, err
}

const tagsOf = `
	SELECT reflection, tag FROM reflection_tag
	WHERE reflection IN (SELECT value FROM json_each(?)) ORDER BY reflection, position`

// reflections loads those that a query picks, with their tags and communities
// and, where they are wanted, their answers.
func reflections(ctx context.Context, t tx, answers bool, text string, args ...any) ([]journal.Reflection, error) {
	page, err := query(ctx, t, scanReflection, text, args...)
	if err != nil || len(page) == 0 {
		return nil, err
	}
	ids := make([]journal.ID, len(page))
	for i, r := range page {
		ids[i] = r.ID
	}
	tags, err := byOwner(ctx, t, ids, scanText, tagsOf)
	if err != nil {
		return nil, err
	}
	refs, err := byOwner(ctx, t, ids, scanRef, `
		SELECT d.reflection, r.id, r.name FROM reflection_community d JOIN community r ON r.id = d.root
		WHERE d.reflection IN (SELECT value FROM json_each(?)) ORDER BY d.reflection, d.position`)
	if err != nil {
		return nil, err
	}
	said := map[journal.ID][]journal.Answer{}
	if answers {
		said, err = byOwner(ctx, t, ids, scanAnswer, `
			SELECT a.reflection, a.key, a.loop, a.prompt, a.kind, a.value, a.text, a.labels, coalesce(r.id, ''), coalesce(r.name, ''), a.private
			FROM answer a LEFT JOIN community c ON c.id = a.community LEFT JOIN community r ON r.id = c.root
			WHERE a.reflection IN (SELECT value FROM json_each(?)) ORDER BY a.reflection, a.position`)
		if err != nil {
			return nil, err
		}
	}
	for i, r := range page {
		r.Tags, r.Answers = tags[r.ID], said[r.ID]
		for _, ref := range refs[r.ID] {
			if !slices.Contains(r.Communities, ref) { // two of them may have become one
				r.Communities = append(r.Communities, ref)
			}
		}
		page[i] = r
	}
	return page, nil
}
