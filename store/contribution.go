package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// AddContributions keeps other people's pages, all of them or none, and says of each
// what has become of it. A page that is there already, with the same words, is one,
// by whichever way it comes. A newer version keeps the id of the earlier one, whose
// words are kept with it, and is unread. It is one where a circle brings the same
// file or the same page id, and where a page comes by hand from a file of the same
// name under the same page id. A page id alone, which anybody can claim, makes none:
// the page is kept beside the other.
//
// What was deleted stays away when a circle brings it again, and is taken out of the
// trash when it is added by hand.
func (s *Store) AddContributions(ctx context.Context, pages ...journal.Contribution) (added []journal.AddedContribution, err error) {
	err = s.update(ctx, func(t tx) error {
		for _, c := range pages {
			one, err := addContribution(ctx, t, c)
			if err != nil {
				return err
			}
			added = append(added, one)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// AddContribution is AddContributions of one.
func (s *Store) AddContribution(ctx context.Context, c journal.Contribution) (journal.AddedContribution, error) {
	added, err := s.AddContributions(ctx, c)
	if err != nil {
		return journal.AddedContribution{}, err
	}
	return added[0], nil
}

func addContribution(ctx context.Context, t tx, c journal.Contribution) (out journal.AddedContribution, err error) {
	if c.Added.IsZero() {
		c.Added = time.Now()
	}
	digest := digestOf(c)
	type known struct {
		id                          journal.ID
		digest, source, state, what string
	}
	// What says the same comes before what may be an earlier version of it, and that
	// before what only has the same page id.
	found, err := query(ctx, t, func(r row) (k known, err error) {
		err = r.Scan(&k.id, &k.digest, &k.source, &k.state, &k.what)
		return k, err
	}, `
		SELECT id, digest, source, state, CASE
			WHEN digest = ?1 THEN 'same'
			WHEN circle = ?2 AND ?2 <> '' AND source = ?3 AND ?3 <> '' THEN 'earlier'
			WHEN circle = ?2 AND page = ?4 AND ?4 <> '' AND (?2 <> '' OR source = ?3) THEN 'earlier'
			ELSE 'claimed' END AS what
		FROM contribution
		WHERE (digest = ?1 OR page = ?4 AND ?4 <> '' OR circle = ?2 AND ?2 <> '' AND source = ?3 AND ?3 <> '')
			AND NOT (state = 'gone' AND ?2 = '')
		ORDER BY what = 'claimed', what = 'earlier', source <> ?3, state <> 'kept', id`, digest, c.Circle, c.Source, c.Page)
	if err != nil {
		return out, err
	}
	var first known
	if len(found) > 0 {
		first = found[0]
	}
	again := func() error {
		out.State = journal.ContributionSame
		if first.state == "trashed" && c.Circle == "" {
			out.State = journal.ContributionAdded
			return restoreContribution(ctx, t, first.id)
		}
		return nil
	}
	switch {
	case first.what == "same":
		err = again()
	case first.what == "earlier" && first.state != "kept" && c.Circle != "": // it was deleted
		out.State = journal.ContributionSame
	case first.what == "earlier":
		// Two files of a circle that claim one page would take turns for ever: one
		// that says what an earlier version said is no newer one.
		var before bool
		err = t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM contribution_version WHERE contribution = ? AND digest = ?)`, first.id, digest).Scan(&before)
		if err != nil {
			return out, err
		}
		if before && first.source != c.Source {
			err = again()
			break
		}
		out.State = journal.ContributionNewer
		if err = restoreContribution(ctx, t, first.id); err != nil {
			return out, err
		}
		_, err = t.exec(ctx, `
			INSERT INTO contribution_version (contribution, until, until_offset, title, "by", written, text, digest)
			SELECT id, ?2, ?3, title, "by", written, text, digest FROM contribution WHERE id = ?1;
			UPDATE contribution SET page = ?4, title = ?5, activity = ?6, "by" = ?7, written = ?8, text = ?9, source = ?10, digest = ?11,
				added = ?2, added_offset = ?3, read = NULL, read_offset = 0 WHERE id = ?1`,
			first.id, stamp(c.Added), offset(c.Added), c.Page, c.Title, c.Activity, c.By, c.Written, c.Text, c.Source, digest)
	default:
		out.State = journal.ContributionAdded
		if first.what == "claimed" && first.state == "kept" {
			out.Claims = first.id
		}
		c.ID = cmp.Or(c.ID, journal.NewID(c.Added))
		first.id, err = c.ID, insertContribution(ctx, t, c)
	}
	if err != nil {
		return out, err
	}
	out.Contribution, err = contribution(ctx, t, first.id)
	return out, err
}

func insertContribution(ctx context.Context, t tx, c journal.Contribution) error {
	_, err := t.exec(ctx, `
		INSERT INTO contribution (id, page, title, activity, "by", written, text, source, circle, digest, added, added_offset, read, read_offset)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Page, c.Title, c.Activity, c.By, c.Written, c.Text, c.Source, c.Circle, digestOf(c),
		stamp(c.Added), offset(c.Added), stamp(c.Read), offset(c.Read))
	return err
}

// digestOf tells what a page says from what others say.
func digestOf(c journal.Contribution) string {
	h := sha256.New()
	for _, part := range []string{c.Page, c.Title, c.Activity, c.By, string(c.Written), c.Text} {
		h.Write([]byte(part + "\x00")) // which no text holds
	}
	return hex.EncodeToString(h.Sum(nil))
}

const contributionColumns = `id, page, title, activity, "by", written, source, circle, added, added_offset, read, read_offset`

func scanContribution(r row) (c journal.Contribution, err error) {
	err = r.Scan(&c.ID, &c.Page, &c.Title, &c.Activity, &c.By, &c.Written, &c.Source, &c.Circle,
		scanTime{&c.Added}, scanOffset{&c.Added}, scanTime{&c.Read}, scanOffset{&c.Read})
	return c, err
}

// contribution is the one of an id, without Text, whatever its state.
func contribution(ctx context.Context, t tx, id journal.ID) (journal.Contribution, error) {
	return scanContribution(t.QueryRowContext(ctx, `SELECT `+contributionColumns+` FROM contribution WHERE id = ?`, id))
}

// Contributions lists those that fit the filter, the newest first, without Text.
func (s *Store) Contributions(ctx context.Context, f journal.ContributionFilter) ([]journal.Contribution, error) {
	where, args := "state = 'kept'", []any{}
	if f.Unread {
		where += " AND read IS NULL"
	}
	if f.Circle != "" {
		where, args = where+" AND circle = ?", append(args, f.Circle)
	}
	return read(ctx, s, func(t tx) ([]journal.Contribution, error) {
		return query(ctx, t, scanContribution, `
			SELECT `+contributionColumns+` FROM contribution WHERE `+where+`
			ORDER BY added DESC, id DESC LIMIT ?`, append(args, cmp.Or(f.Limit, -1))...)
	})
}

// EachContribution gives every contribution whole, the newest first, without the
// earlier versions. One at a time is in memory, of the others only what lists show.
// An error ends it.
func (s *Store) EachContribution(ctx context.Context) iter.Seq2[journal.Contribution, error] {
	return func(yield func(journal.Contribution, error) bool) {
		all, err := s.Contributions(ctx, journal.ContributionFilter{})
		if err != nil {
			yield(journal.Contribution{}, err)
			return
		}
		for _, c := range all {
			c, err := read(ctx, s, func(t tx) (journal.Contribution, error) {
				err := t.QueryRowContext(ctx, `SELECT text FROM contribution WHERE id = ?`, c.ID).Scan(&c.Text)
				return c, err
			})
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

const contributionList = "kith contribution list"

// Contribution finds the one that a part of its id names, whole.
func (s *Store) Contribution(ctx context.Context, ref string) (journal.Contribution, error) {
	return read(ctx, s, func(t tx) (c journal.Contribution, err error) {
		id, err := findID(ctx, t, "contribution", contributionList, ref)
		if err != nil {
			return c, err
		}
		if c, err = contribution(ctx, t, id); err != nil {
			return c, err
		}
		var state string
		err = t.QueryRowContext(ctx, `SELECT text, state FROM contribution WHERE id = ?`, id).Scan(&c.Text, &state)
		if err != nil {
			return c, err
		}
		switch state {
		case "trashed":
			return c, journal.Errorf(journal.NotFound, "the contribution %s is in the trash", text.Line(c.Title)).
				WithHint("take it out of there first: kith trash restore %s", id.Short())
		case "gone":
			return c, journal.Errorf(journal.NotFound, "there is no contribution %q", text.Line(ref)).WithHint("see those there are: %s", contributionList)
		}
		c.Earlier, err = query(ctx, t, func(r row) (v journal.ContributionVersion, err error) {
			err = r.Scan(&v.Title, &v.By, &v.Written, &v.Text, scanTime{&v.Until}, scanOffset{&v.Until})
			return v, err
		}, `
			SELECT title, "by", written, text, until, until_offset FROM contribution_version
			WHERE contribution = ? ORDER BY until DESC, rowid DESC`, id)
		return c, err
	})
}

// MarkRead says that contributions were read at a time. One that was read before
// keeps the time that was.
func (s *Store) MarkRead(ctx context.Context, at time.Time, ids ...journal.ID) error {
	return s.update(ctx, func(t tx) error { return markRead(ctx, t, at, ids) })
}

func markRead(ctx context.Context, t tx, at time.Time, ids []journal.ID) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		UPDATE contribution SET read = ?, read_offset = ?
		WHERE read IS NULL AND id IN (SELECT value FROM json_each(?))`, stamp(at), offset(at), string(list))
	return err
}

// DeleteContribution puts one into the trash. The suggestions that came from it stay.
func (s *Store) DeleteContribution(ctx context.Context, id journal.ID, at time.Time) error {
	return s.update(ctx, func(t tx) error { return trashContribution(ctx, t, id, at) })
}

func trashContribution(ctx context.Context, t tx, id journal.ID, at time.Time) error {
	n, err := t.exec(ctx, `UPDATE contribution SET state = 'trashed', ended = ?, ended_offset = ? WHERE id = ? AND state = 'kept'`,
		stamp(at), offset(at), id)
	if err == nil && n == 0 {
		err = journal.Errorf(journal.NotFound, "there is no contribution %q", text.Line(string(id))).WithHint("see those there are: %s", contributionList)
	}
	return err
}

// trashedContributions are those in the trash.
func trashedContributions(ctx context.Context, t tx) ([]journal.Trashed, error) {
	return query(ctx, t, func(r row) (journal.Trashed, error) {
		thing := journal.Trashed{Kind: journal.TrashedContribution}
		err := r.Scan(&thing.ID, &thing.Name, scanTime{&thing.At}, scanOffset{&thing.At})
		return thing, err
	}, `SELECT id, title, ended, ended_offset FROM contribution WHERE state = 'trashed' ORDER BY ended DESC, id DESC`)
}

// restoreContribution takes one out of the trash, if it is there.
func restoreContribution(ctx context.Context, t tx, id journal.ID) error {
	_, err := t.exec(ctx, `UPDATE contribution SET state = 'kept', ended = NULL, ended_offset = 0 WHERE id = ? AND state = 'trashed'`, id)
	return err
}

// emptyContributions deletes for good those in the trash. Of what a circle brought a
// row without words stays.
func emptyContributions(ctx context.Context, t tx) error {
	_, err := t.exec(ctx, strings.ReplaceAll(`
		UPDATE suggestion SET contribution = NULL WHERE contribution IN (TRASHED);
		DELETE FROM contribution_version WHERE contribution IN (TRASHED);
		DELETE FROM contribution WHERE state = 'trashed' AND circle = '';
		UPDATE contribution SET state = 'gone', title = '', activity = '', "by" = '', written = '', text = '',
			ended = NULL, ended_offset = 0 WHERE state = 'trashed'`,
		"TRASHED", "SELECT id FROM contribution WHERE state = 'trashed'"))
	return err
}
