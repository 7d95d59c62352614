package store

import (
	"context"
	"errors"
	"time"

	"kith/journal"
)

// A draft is open, or in the trash, or of a run that was kept and can still be
// opened again.
const (
	openDraft     = `body ->> 'trashed' IS NULL AND body ->> 'finished' IS NULL`
	trashedDraft  = `body ->> 'trashed' IS NOT NULL`
	finishedDraft = `body ->> 'finished' IS NOT NULL`
)

func scanDraft(r row) (d journal.Draft, err error) {
	err = r.Scan(scanJSON{&d})
	return d, err
}

// EncodeDraft is a draft as the journal keeps it, on one line of JSON, for where
// the journal cannot take it. DecodeDraft reads that.
func EncodeDraft(d journal.Draft) (string, error) { return encode(d) }

// DecodeDraft gives the draft that EncodeDraft wrote.
func DecodeDraft(text string) (d journal.Draft, err error) {
	err = scanJSON{&d}.Scan(text)
	return d, err
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
	body, err := encode(d)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		INSERT INTO draft (id, activity, title, updated, updated_offset, step, steps, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET activity = excluded.activity, title = excluded.title,
			updated = excluded.updated, updated_offset = excluded.updated_offset,
			step = excluded.step, steps = excluded.steps, body = excluded.body`,
		d.ID, d.Activity, d.Title, stamp(d.Updated), offset(d.Updated), d.Step, d.Steps, body)
	return err
}

const draftColumns = `id, title, updated, updated_offset, body`

// scanNamedDraft scans draftColumns. A draft whose body is damaged comes with what
// the other columns say of it.
func scanNamedDraft(r row) (journal.Draft, error) {
	named, body := journal.Draft{Damaged: true}, ""
	if err := r.Scan(&named.ID, &named.Title, scanTime{&named.Updated}, scanOffset{&named.Updated}, &body); err != nil {
		return named, err
	}
	if d, err := DecodeDraft(body); err == nil {
		return d, nil
	}
	return named, nil
}

// Drafts lists them, the one last written first, and those that are Damaged too.
func (s *Store) Drafts(ctx context.Context) ([]journal.Draft, error) {
	return read(ctx, s, func(t tx) ([]journal.Draft, error) {
		drafts, err := query(ctx, t, scanNamedDraft, `SELECT `+draftColumns+` FROM draft WHERE `+openDraft+` ORDER BY updated DESC, id DESC`)
		return drafts, errors.Join(err, s.markEdited(drafts))
	})
}

// Draft gives the one that a part of an id names, or the one last written when
// ref is empty. What it says of communities is as it was typed, whatever has
// become of them since.
func (s *Store) Draft(ctx context.Context, ref string) (journal.Draft, error) {
	return read(ctx, s, func(t tx) (d journal.Draft, err error) {
		var id journal.ID
		if ref != "" {
			if id, err = findID(ctx, t, "draft", "kith draft list", ref); err != nil {
				return d, err
			}
		}
		found, err := query(ctx, t, scanNamedDraft, `
			SELECT `+draftColumns+` FROM draft WHERE ?1 IN ('', id) AND (`+openDraft+` OR id = ?1) ORDER BY updated DESC, id DESC LIMIT 1`, id)
		switch {
		case err != nil:
			return d, err
		case len(found) == 0:
			return d, journal.Errorf(journal.NotFound, "there is no draft to go on with").WithHint("kith reflect begins something")
		case !found[0].Trashed.IsZero():
			return d, journal.Errorf(journal.NotFound, "the draft %s is in the trash", id.Short()).WithHint("bring it back with: kith trash restore %s", id.Short())
		case found[0].Finished != nil:
			return d, journal.Errorf(journal.NotFound, "the draft %s is finished", id.Short()).WithHint("open again what was finished last: kith resume --undo")
		}
		return found[0], s.markEdited(found)
	})
}

// DropDraft deletes a draft in which there is nothing, and lets go of it.
func (h *Hold) DropDraft(ctx context.Context) error {
	err := h.store.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `DELETE FROM draft WHERE id = ?`, h.draft)
		return err
	})
	return errors.Join(err, h.Close())
}

// DeleteDraft puts a draft into the trash. One that another kith has open is Locked.
func (s *Store) DeleteDraft(ctx context.Context, id journal.ID, at time.Time) (err error) {
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
		n, err := t.exec(ctx, `UPDATE draft SET body = json_set(body, '$.trashed', ?) WHERE id = ? AND `+openDraft, at.Format(time.RFC3339Nano), id)
		if err == nil && n == 0 {
			err = journal.Errorf(journal.NotFound, "there is no draft with the id %s", id).WithHint("see those there are: kith draft list")
		}
		return err
	})
}
