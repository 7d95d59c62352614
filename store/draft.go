package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"kith/journal"
)

// writtenDraft is a draft with the JSON it is kept in.
type writtenDraft struct {
	journal.Draft
	body string
}

func scanDraft(r row) (d writtenDraft, err error) {
	if err := r.Scan(&d.body); err != nil {
		return d, err
	}
	if err := json.Unmarshal([]byte(d.body), &d.Draft); err != nil {
		return d, err
	}
	d.Draft = mapDraft(d.Draft, disarm)
	return d, nil
}

// drafts loads those that the end of a SELECT picks. What they say of a
// community that was merged since is said of what it was merged into.
func drafts(ctx context.Context, t tx, which string, args ...any) ([]journal.Draft, error) {
	found, err := query(ctx, t, scanDraft, `SELECT body FROM draft `+which, args...)
	if err != nil {
		return nil, err
	}
	merges, err := fates(ctx, t, `k.merged_into IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	var all []journal.Draft
	for _, d := range found {
		all = append(all, since(merges, d.body).draft(d.Draft))
	}
	return all, nil
}

// since is what the merges since it was written make of a draft. Two that have
// become one, and are both in the draft, stay two in it until it is kept: on
// the pages of one there is no place for what was typed about both.
func since(merges []fate, body string) renaming {
	into := map[journal.ID][]fate{}
	for _, m := range merges {
		if strings.Contains(body, string(m.id)) {
			into[m.into.ID] = append(into[m.into.ID], m)
		}
	}
	n := renaming{}
	for id, named := range into {
		if len(named) == 1 && !strings.Contains(body, string(id)) {
			n[named[0].id] = named[0].into
		}
	}
	return n
}

// mapDraft is d with f applied to every text a person may have typed.
func mapDraft(d journal.Draft, f func(string) string) journal.Draft {
	answers := make(map[string]journal.Value, len(d.Answers))
	for page, v := range d.Answers {
		answers[page] = mapTexts(v, f)
	}
	d.Answers = answers
	d.Title, d.Source, d.Tags = f(d.Title), f(d.Source), mapWords(d.Tags, f)
	return d
}

// SaveDraft keeps a draft as it now stands. A draft can hold anything, so this
// refuses nothing; and being told to stop does not stop it, because what was
// typed until then is what a draft is for.
func (s *Store) SaveDraft(ctx context.Context, d journal.Draft) error {
	ctx = context.WithoutCancel(ctx)
	return s.update(ctx, func(t tx) error { return putDraft(ctx, t, d) })
}

func putDraft(ctx context.Context, t tx, d journal.Draft) error {
	if d.ID == "" {
		return journal.Errorf(journal.Internal, "a draft without an id cannot be kept")
	}
	if d.Updated.IsZero() {
		d.Updated = time.Now()
	}
	body, err := encode(mapDraft(d, armour))
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		INSERT INTO draft (id, activity, title, updated, updated_offset, step, steps, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET activity = excluded.activity, title = excluded.title,
			updated = excluded.updated, updated_offset = excluded.updated_offset,
			step = excluded.step, steps = excluded.steps, body = excluded.body`,
		string(d.ID), d.Activity, d.Title, stamp(d.Updated), offset(d.Updated), d.Step, d.Steps, body)
	return err
}

// Drafts lists them, the one last written first.
func (s *Store) Drafts(ctx context.Context) (all []journal.Draft, err error) {
	err = s.view(ctx, func(t tx) error {
		all, err = drafts(ctx, t, `ORDER BY updated DESC, id DESC`)
		return err
	})
	return all, err
}

// Draft gives the one that a part of an id names, or the one last written when
// ref is empty.
func (s *Store) Draft(ctx context.Context, ref string) (d journal.Draft, err error) {
	err = s.view(ctx, func(t tx) error {
		id, err := findDraft(ctx, t, ref)
		if err != nil {
			return err
		}
		found, err := drafts(ctx, t, `WHERE id = ?`, string(id))
		if err == nil {
			d = found[0]
		}
		return err
	})
	return d, err
}

func findDraft(ctx context.Context, t tx, ref string) (journal.ID, error) {
	if ref != "" {
		return findID(ctx, t, kin{"draft", "draft", "drafts", "kith draft list"}, ref)
	}
	ids, err := query(ctx, t, scanText, `SELECT id FROM draft ORDER BY updated DESC, id DESC LIMIT 1`)
	if err != nil {
		return "", err
	}
	if len(ids) == 0 {
		return "", journal.Errorf(journal.NotFound, "there is no draft to go on with").WithHint("kith reflect begins something")
	}
	return journal.ID(ids[0]), nil
}

// DeleteDraft throws a draft away. One that another kith has open is Locked.
func (s *Store) DeleteDraft(ctx context.Context, id journal.ID) (err error) {
	h, err := s.HoldDraft(ctx, id, "kith draft delete")
	if err != nil {
		return err
	}
	defer func() {
		if closed := h.Close(); err == nil {
			err = closed
		}
	}()
	return s.update(ctx, func(t tx) error {
		deleted, err := deleteDraft(ctx, t, id)
		if err == nil && !deleted {
			err = journal.Errorf(journal.NotFound, "there is no draft with the id %s", id).WithHint("kith draft list")
		}
		return err
	})
}

// deleteDraft reports whether there was one.
func deleteDraft(ctx context.Context, t tx, id journal.ID) (bool, error) {
	result, err := t.exec(ctx, `DELETE FROM draft WHERE id = ?`, string(id))
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}
