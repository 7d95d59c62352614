package store

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"kith/journal"
)

const reflectionColumns = `r.id, r.title, r.activity, r.created, r.created_offset,
	r.updated, r.updated_offset, r.minutes, r.private`

func scanReflection(rw row) (r journal.Reflection, err error) {
	var created, updated clock
	if err := rw.Scan(&r.ID, &r.Title, &r.Activity, &created.at, &created.offset,
		&updated.at, &updated.offset, &r.Minutes, &r.Private); err != nil {
		return r, err
	}
	var errCreated, errUpdated error
	r.Created, errCreated = created.time()
	r.Updated, errUpdated = updated.time()
	return r, errors.Join(errCreated, errUpdated)
}

// AddReflection adds a new one, such as a note, giving it an id and times where
// they are empty.
func (s *Store) AddReflection(ctx context.Context, r journal.Reflection) (journal.Reflection, error) {
	r = dated(r)
	err := s.update(ctx, func(t tx) error { return insertReflection(ctx, t, r) })
	return r, err
}

func dated(r journal.Reflection) journal.Reflection {
	if r.Created.IsZero() {
		r.Created = time.Now()
	}
	if r.Updated.IsZero() {
		r.Updated = r.Created
	}
	if r.ID == "" {
		r.ID = journal.NewID(r.Updated)
	}
	return r
}

func insertReflection(ctx context.Context, t tx, r journal.Reflection) error {
	_, err := t.exec(ctx, `
		INSERT INTO reflection (id, title, activity, created, created_offset, updated, updated_offset, minutes, private)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(r.ID), r.Title, r.Activity, stamp(r.Created), offset(r.Created),
		stamp(r.Updated), offset(r.Updated), r.Minutes, r.Private)
	if err != nil {
		return err
	}
	return setParts(ctx, t, r)
}

// replaceReflection puts what a later sitting left in the place of what an
// earlier one did, and reports whether there was one. When it was created and
// what it is called stay as they are, and so do the tags that it was given since.
func replaceReflection(ctx context.Context, t tx, r journal.Reflection) (bool, error) {
	result, err := t.exec(ctx, `
		UPDATE reflection SET updated = ?, updated_offset = ?, minutes = ? WHERE id = ?`,
		stamp(r.Updated), offset(r.Updated), r.Minutes, string(r.ID))
	if err != nil {
		return false, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	tags, err := words(ctx, t, []journal.ID{r.ID}, tagsOf)
	if err != nil {
		return false, err
	}
	r.Tags = union(tags[r.ID], r.Tags)
	return true, setParts(ctx, t, r)
}

// setParts replaces all that hangs on a reflection.
func setParts(ctx context.Context, t tx, r journal.Reflection) error {
	if err := setWords(ctx, t, reflectionTags(), r.ID, r.Tags); err != nil {
		return err
	}
	if _, err := t.exec(ctx, `DELETE FROM reflection_community WHERE reflection = ?`, string(r.ID)); err != nil {
		return err
	}
	for i, c := range r.Communities {
		if _, err := t.exec(ctx, `
			INSERT INTO reflection_community (reflection, created, community, position)
			SELECT id, created, coalesce((SELECT merged_into FROM community WHERE id = ?2), ?2), ?3
			FROM reflection WHERE id = ?1
			ON CONFLICT (reflection, community) DO NOTHING`,
			string(r.ID), string(c.ID), i); err != nil {
			return err
		}
	}
	return setAnswers(ctx, t, r.ID, r.Answers)
}

// Reflections lists those that fit the filter, newest first, without their
// answers.
func (s *Store) Reflections(ctx context.Context, f journal.Filter) (all []journal.Reflection, err error) {
	err = s.view(ctx, func(t tx) error {
		return pages(ctx, t, f, func(page []journal.Reflection) error {
			all = append(all, page...)
			return nil
		})
	})
	return all, err
}

// Reflection gives one with its answers. It is named by a part of its id, or by
// its place in the list: last, or nothing, is the newest, last~1 the one before.
func (s *Store) Reflection(ctx context.Context, ref string) (r journal.Reflection, err error) {
	err = s.view(ctx, func(t tx) error {
		id, err := findReflection(ctx, t, ref)
		if err != nil {
			return err
		}
		r, err = reflection(ctx, t, id)
		return err
	})
	return r, err
}

func findReflection(ctx context.Context, t tx, ref string) (journal.ID, error) {
	back, byPlace := placeInList(ref)
	if !byPlace {
		return findID(ctx, t, kin{"reflection", "reflection", "reflections", "kith list"}, ref)
	}
	ids, err := query(ctx, t, scanText, `
		SELECT id FROM reflection ORDER BY created DESC, id DESC LIMIT 1 OFFSET ?`, back)
	if err != nil {
		return "", err
	}
	if len(ids) == 0 {
		return "", journal.Errorf(journal.NotFound, "there is no reflection %q in the journal", ref).
			WithHint("kith list shows those there are; kith note writes one")
	}
	return journal.ID(ids[0]), nil
}

// placeInList reads last, last~1, last~2 and so on.
func placeInList(ref string) (back int, ok bool) {
	ref = strings.ToLower(strings.TrimSpace(ref))
	if ref == "" || ref == "last" {
		return 0, true
	}
	count, ok := strings.CutPrefix(ref, "last~")
	if !ok {
		return 0, false
	}
	back, err := strconv.Atoi(count)
	return back, err == nil && back >= 0
}

// reflection loads the one of an id, whole.
func reflection(ctx context.Context, t tx, id journal.ID) (journal.Reflection, error) {
	found, err := query(ctx, t, scanReflection, "SELECT "+reflectionColumns+" FROM reflection r WHERE r.id = ?", string(id))
	if err != nil {
		return journal.Reflection{}, err
	}
	if len(found) == 0 {
		return journal.Reflection{}, journal.Errorf(journal.NotFound, "there is no reflection with the id %s", id)
	}
	if err := addLabels(ctx, t, found); err != nil {
		return journal.Reflection{}, err
	}
	return found[0], addAnswers(ctx, t, found)
}
