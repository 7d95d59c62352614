package store

import (
	"context"

	"kith/journal"
)

// AddShare keeps a page that goes to other people. What is there already of the same
// reflection in the same place has the same page: see SharedBefore.
func (s *Store) AddShare(ctx context.Context, sh journal.Share) error {
	return s.update(ctx, func(t tx) error { return addShare(ctx, t, sh) })
}

// DropShare forgets a page that could not leave.
func (s *Store) DropShare(ctx context.Context, id journal.ID) error {
	return s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `DELETE FROM share WHERE id = ?`, id)
		return err
	})
}

func addShare(ctx context.Context, t tx, sh journal.Share) error {
	answers, err := encode(sh.Answers)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		INSERT INTO share (id, page, reflection, title, role, made, made_offset, destination, place, answers, text)
		VALUES (?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?)`,
		sh.ID, sh.Page, sh.Reflection, sh.Title, sh.By, stamp(sh.Made), offset(sh.Made), sh.To, sh.Place, answers, sh.Text)
	return err
}

// Shares lists what went to other people, the latest first and without the text;
// of a circle only where one is named.
func (s *Store) Shares(ctx context.Context, circle string) ([]journal.Share, error) {
	return read(ctx, s, func(t tx) ([]journal.Share, error) {
		return query(ctx, t, scanShare, `
			SELECT `+shareColumns+`, '' FROM share
			WHERE ?1 = '' OR destination = 'circle' AND place = ?1 ORDER BY made DESC, id DESC`, circle)
	})
}

// Share finds one by a part of its id or of its page's, with the text.
func (s *Store) Share(ctx context.Context, ref string) (journal.Share, error) {
	return read(ctx, s, func(t tx) (journal.Share, error) {
		id, err := findID(ctx, t, "share", "kith share list", ref)
		if err != nil {
			return journal.Share{}, err
		}
		found, err := query(ctx, t, scanShare, `SELECT `+shareColumns+`, text FROM share WHERE id = ?`, id)
		if err != nil {
			return journal.Share{}, err
		}
		return found[0], nil
	})
}

// SharedBefore is the page of what went of the reflection to the same place before, ""
// where nothing did.
func (s *Store) SharedBefore(ctx context.Context, sh journal.Share) (string, error) {
	return read(ctx, s, func(t tx) (page string, err error) {
		err = t.QueryRowContext(ctx, `
			SELECT coalesce((SELECT page FROM share WHERE reflection = ? AND destination = ? AND place = ? ORDER BY made DESC, id DESC LIMIT 1), '')`,
			sh.Reflection, sh.To, sh.Place).Scan(&page)
		return page, err
	})
}

const shareColumns = `id, page, coalesce(reflection, ''), title, role, made, made_offset, destination, place, answers`

func scanShare(r row) (sh journal.Share, err error) {
	err = r.Scan(&sh.ID, &sh.Page, &sh.Reflection, &sh.Title, &sh.By, scanTime{&sh.Made}, scanOffset{&sh.Made},
		&sh.To, &sh.Place, scanJSON{&sh.Answers}, &sh.Text)
	return sh, err
}
