package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith/journal"
	"kith/journal/text"
)

// Imported says what an import has added, and what the journal refused, with the reason.
type Imported struct {
	Reflections, Contributions int
	Refused                    map[journal.ID]error
}

// Import adds reflections and other people's pages that come from elsewhere as a part of
// the import of that name: all that can be kept, or none. What is in the journal or in the
// trash is there already and is passed over, but for what Unimport put into the trash: that
// comes back, as it is given. Communities that are only named are those of that name, or
// new ones.
func (s *Store) Import(ctx context.Context, name journal.ID, reflections []journal.Reflection, pages []journal.Contribution) (done Imported, err error) {
	err = s.update(ctx, func(t tx) error {
		done = Imported{Refused: map[journal.ID]error{}}
		var added []journal.ID
		for _, r := range reflections {
			r, err := dated(ctx, t, r)
			if err != nil {
				return err
			}
			isNew := false
			refused, err := t.refusable(ctx, func() (err error) {
				isNew, err = importReflection(ctx, t, name, r)
				return err
			})
			switch {
			case err != nil:
				return err
			case refused != nil:
				done.Refused[r.ID] = refused
			case isNew:
				added = append(added, r.ID)
			}
		}
		if err := noteImported(ctx, t, name, "reflection", added...); err != nil {
			return err
		}
		done.Reflections = len(added)
		for _, c := range pages {
			added, err := importContribution(ctx, t, name, c)
			switch {
			case err != nil:
				return err
			case added:
				done.Contributions++
			}
		}
		return nil
	})
	if err != nil {
		done = Imported{}
	}
	return done, err
}

// refusable does something that may not be possible with what it is given: then nothing of
// it is done, and the reason is given.
func (t tx) refusable(ctx context.Context, do func() error) (refused, err error) {
	if _, err := t.exec(ctx, `SAVEPOINT one`); err != nil {
		return nil, err
	}
	err = do()
	var broken *sqlite.Error
	if journal.KindOf(err) == journal.Invalid || errors.As(err, &broken) && broken.Code()&0xff == sqlite3.SQLITE_CONSTRAINT {
		_, undone := t.exec(ctx, `ROLLBACK TO one; RELEASE one`)
		return err, undone
	}
	if err == nil {
		_, err = t.exec(ctx, `RELEASE one`)
	}
	return nil, err
}

// importReflection adds one unless it is there. That it came is noted with the others.
func importReflection(ctx context.Context, t tx, name journal.ID, r journal.Reflection) (added bool, err error) {
	there, err := query(ctx, t, func(r row) (back bool, err error) {
		err = r.Scan(&back)
		return back, err
	}, `SELECT false FROM reflection WHERE id = ?1 UNION ALL SELECT `+takenBack("reflection", "trashed", "at")+` FROM trashed WHERE id = ?1`, r.ID)
	if err != nil || slices.Contains(there, false) {
		return false, err
	}
	isNew, err := nameCommunities(ctx, t, &r)
	if err != nil {
		return false, err
	}
	if len(there) == 0 {
		err = insertReflection(ctx, t, r)
	} else if err = restoreReflection(ctx, t, r.ID); err == nil { // with what hangs on it
		err = overwrite(ctx, t, r)
	}
	if err != nil {
		return false, err
	}
	return true, noteImported(ctx, t, name, "community", isNew...)
}

// importContribution adds a page, unless it or one with the same words is there.
func importContribution(ctx context.Context, t tx, name journal.ID, c journal.Contribution) (added bool, err error) {
	digest := digestOf(c)
	there, err := query(ctx, t, scanText, `SELECT id FROM contribution WHERE (id = ?1 OR digest = ?2) AND NOT (`+sameTakenBack()+`)`, c.ID, digest)
	if err != nil || len(there) > 0 {
		return false, err
	}
	back, err := query(ctx, t, scanText, `SELECT id FROM contribution WHERE `+sameTakenBack(), c.ID, digest)
	switch {
	case err != nil:
		return false, err
	case len(back) > 0:
		c.ID = journal.ID(back[0])
		err = restoreContribution(ctx, t, c.ID)
	default:
		err = insertContribution(ctx, t, c)
	}
	if err != nil {
		return false, err
	}
	return true, noteImported(ctx, t, name, "contribution", c.ID)
}

// undone is the import that all is noted under that was taken back, with the moment of
// that in the place of its digest.
const undone = "undone"

// takenBack is the condition that a thing which lies in the trash was put there when an
// import was taken back, and not by the person since: moment is the column with when.
func takenBack(kind, table, moment string) string {
	return `EXISTS (SELECT 1 FROM imported i WHERE i.import = '` + undone + `' AND i.kind = '` + kind + `' AND i.id = ` + table + `.id AND i.digest = ` + table + `.` + moment + `)`
}

// sameTakenBack is the condition that a contribution was taken back, and says the same as
// one with the digest ?2.
func sameTakenBack() string {
	return `digest = ?2 AND state = 'trashed' AND ` + takenBack("contribution", "contribution", "ended")
}

// There gives those of some reflections, and of other people's pages, that Import passes
// over, by the ids they are asked for: as they are or, where they are in the trash, as
// nothing.
func (s *Store) There(ctx context.Context, ids []journal.ID, pages []journal.Contribution) (found map[journal.ID]journal.Reflection, theirs map[journal.ID]journal.Contribution, err error) {
	found, theirs = map[journal.ID]journal.Reflection{}, map[journal.ID]journal.Contribution{}
	_, err = read(ctx, s, func(t tx) (none struct{}, err error) {
		list, err := encode(ids)
		if err != nil {
			return none, err
		}
		trashed, err := query(ctx, t, scanText, `SELECT id FROM trashed WHERE id IN (SELECT value FROM json_each(?)) AND NOT `+takenBack("reflection", "trashed", "at"), list)
		if err != nil {
			return none, err
		}
		for _, id := range trashed {
			found[journal.ID(id)] = journal.Reflection{}
		}
		kept, err := reflections(ctx, t, true, "SELECT "+reflectionColumns+" FROM reflection r WHERE r.id IN (SELECT value FROM json_each(?))", list)
		if err != nil {
			return none, err
		}
		for _, r := range kept {
			found[r.ID] = r
		}
		for _, c := range pages {
			same, err := query(ctx, t, func(r row) (c journal.Contribution, err error) {
				err = r.Scan(&c.ID, &c.Title, &c.Text)
				return c, err
			}, `
				SELECT id, iif(state = 'kept', title, ''), iif(state = 'kept', text, '') FROM contribution
				WHERE (id = ?1 OR digest = ?2) AND NOT (`+sameTakenBack()+`) ORDER BY id <> ?1 LIMIT 1`, c.ID, digestOf(c))
			if err != nil {
				return none, err
			}
			for _, one := range same {
				theirs[c.ID] = one
			}
		}
		return none, nil
	})
	return found, theirs, err
}

// nameCommunities gives the communities that a reflection only names their ids, and gives
// those of them that are new, or back after an import was undone.
func nameCommunities(ctx context.Context, t tx, r *journal.Reflection) (isNew []journal.ID, err error) {
	given := map[string]journal.ID{}
	name := func(ref *journal.CommunityRef) error {
		if ref == nil || ref.ID != "" || ref.Name == "" {
			return nil
		}
		id, ok := given[ref.Name]
		if !ok {
			folded := text.Fold(ref.Name)
			there, err := query(ctx, t, scanText, `SELECT root FROM community WHERE name_folded = ?1 OR alias_folded = ?1 LIMIT 1`, folded)
			switch {
			case err != nil:
				return err
			case len(there) > 0:
				id = journal.ID(there[0])
				back, err := query(ctx, t, scanText, `SELECT id FROM community WHERE id = ? AND state = 'trashed' AND `+takenBack("community", "community", "ended"), id)
				if err == nil && len(back) > 0 {
					isNew, err = append(isNew, id), restoreCommunity(ctx, t, id)
				}
				if err != nil {
					return err
				}
			default:
				id = journal.NewID(r.Created)
				if _, err := keepCommunity(ctx, t, journal.Community{ID: id, Name: ref.Name}, r.Created); err != nil {
					return err
				}
				isNew = append(isNew, id)
			}
			given[ref.Name] = id
		}
		ref.ID = id
		return nil
	}
	for i := range r.Communities {
		if err := name(&r.Communities[i]); err != nil {
			return nil, err
		}
	}
	for i := range r.Answers {
		if ref := r.Answers[i].Community; ref != nil {
			own := *ref
			if err := name(&own); err != nil {
				return nil, err
			}
			r.Answers[i].Community = &own
		}
	}
	return isNew, nil
}

// Unimported says what was taken back of an import, and what was changed since and stays.
type Unimported struct {
	Reflections, Contributions int
	Stay                       []journal.ID
}

// Unimport puts what the last import brought into the trash: its reflections and other
// people's pages, and the communities that came with them and that nothing else names.
// What was changed since stays, and is given. Without an import the error is of kind
// NotFound.
func (s *Store) Unimport(ctx context.Context, at time.Time) (done Unimported, err error) {
	err = s.update(ctx, func(t tx) error {
		last, err := query(ctx, t, scanText, `SELECT import FROM imported WHERE import <> ? ORDER BY import DESC LIMIT 1`, undone)
		if err != nil {
			return err
		}
		if len(last) == 0 {
			return journal.Errorf(journal.NotFound, "nothing was imported that could be taken back").
				WithHint("a whole journal that filled an empty one stays: delete what is not to, kith delete REF, or begin another, kith --journal NAME")
		}
		type came struct {
			kind, digest string
			id           journal.ID
		}
		all, err := query(ctx, t, func(r row) (c came, err error) {
			err = r.Scan(&c.kind, &c.id, &c.digest)
			return c, err
		}, `
			SELECT kind, id, digest FROM imported i WHERE import = ?
				AND (EXISTS (SELECT 1 FROM reflection r WHERE r.id = i.id) OR EXISTS (SELECT 1 FROM community c WHERE c.id = i.id AND c.state = 'kept')
					OR EXISTS (SELECT 1 FROM contribution p WHERE p.id = i.id AND p.state = 'kept'))
			ORDER BY kind = 'community'`, last[0]) // which go when nothing names them
		if err != nil {
			return err
		}
		for _, c := range all {
			digests, err := importDigests(ctx, t, c.kind, []journal.ID{c.id})
			digest := digests[c.id]
			switch {
			case err != nil:
				return err
			case c.kind == "community" && digest == c.digest:
				_, err = t.exec(ctx, `
					UPDATE community SET state = 'trashed', ended = ?2, ended_offset = ?3 WHERE id = ?1
						AND NOT EXISTS (SELECT 1 FROM community WHERE merged_into = ?1)
						AND NOT EXISTS (SELECT 1 FROM reflection_community WHERE root = ?1)
						AND NOT EXISTS (SELECT 1 FROM answer WHERE community = ?1 OR value IS NOT NULL AND instr(value, ?1) > 0)
						AND NOT EXISTS (SELECT 1 FROM observation WHERE community = ?1)
						AND NOT EXISTS (SELECT 1 FROM suggestion WHERE community = ?1)
						AND NOT EXISTS (SELECT 1 FROM draft WHERE instr(body, ?1) > 0)`, c.id, stamp(at), offset(at))
			case c.kind == "community": // it is the person's by now
			case digest != c.digest:
				done.Stay = append(done.Stay, c.id)
			case c.kind == "contribution":
				err = trashContribution(ctx, t, c.id, at)
				done.Contributions++
			default:
				err = trashReflection(ctx, t, c.id, at)
				done.Reflections++
			}
			if err != nil {
				return err
			}
		}
		_, err = t.exec(ctx, `UPDATE OR REPLACE imported SET import = ?, digest = ? WHERE import = ?`, undone, stamp(at), last[0])
		return err
	})
	return done, err
}

// noteImported notes what an import brought, as it is now.
func noteImported(ctx context.Context, t tx, name journal.ID, kind string, ids ...journal.ID) error {
	digests, err := importDigests(ctx, t, kind, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := t.exec(ctx, `INSERT INTO imported VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, name, kind, id, digests[id]); err != nil {
			return err
		}
	}
	return nil
}

// importDigests tell things, with all that belongs to them, from what they are changed to.
func importDigests(ctx context.Context, t tx, kind string, ids []journal.ID) (map[journal.ID]string, error) {
	digests := map[journal.ID]string{}
	add := func(id journal.ID, thing any) error {
		words, err := encode(thing)
		sum := sha256.Sum256([]byte(words))
		digests[id] = hex.EncodeToString(sum[:16])
		return err
	}
	if kind == "reflection" {
		list, err := encode(ids)
		if err != nil {
			return nil, err
		}
		all, err := reflections(ctx, t, true, "SELECT "+reflectionColumns+" FROM reflection r WHERE r.id IN (SELECT value FROM json_each(?))", list)
		for _, r := range all {
			err = errors.Join(err, add(r.ID, r))
		}
		return digests, err
	}
	for _, id := range ids {
		var thing any
		var err error
		if kind == "community" {
			thing, err = community(ctx, t, id)
		} else { // a contribution, which is not changed by being read
			var digest string
			err = t.QueryRowContext(ctx, `SELECT digest FROM contribution WHERE id = ?`, id).Scan(&digest)
			thing = digest
		}
		if err = errors.Join(err, add(id, thing)); err != nil {
			return nil, err
		}
	}
	return digests, nil
}
