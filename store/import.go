package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Import adds reflections that come from elsewhere, all or none, as a part of the import
// of that name. One whose id is in the journal or in the trash is there already and is
// passed over: it gives how many were added. Communities that are only named are those
// of that name, or new ones.
func (s *Store) Import(ctx context.Context, name journal.ID, all []journal.Reflection) (added int, err error) {
	err = s.update(ctx, func(t tx) error {
		for _, r := range all {
			r = dated(r)
			there, err := query(ctx, t, scanText, `SELECT id FROM reflection WHERE id = ?1 UNION ALL SELECT id FROM trashed WHERE id = ?1`, r.ID)
			if err != nil {
				return err
			}
			if len(there) > 0 {
				continue
			}
			isNew, err := nameCommunities(ctx, t, &r)
			if err != nil {
				return err
			}
			if err := insertReflection(ctx, t, r); err != nil {
				return err
			}
			for _, c := range isNew {
				if err := noteImported(ctx, t, name, "community", c); err != nil {
					return err
				}
			}
			if err := noteImported(ctx, t, name, "reflection", r.ID); err != nil {
				return err
			}
			added++
		}
		return nil
	})
	if err != nil {
		added = 0
	}
	return added, err
}

// Known are those of some ids that are in the journal or in the trash.
func (s *Store) Known(ctx context.Context, ids []journal.ID) (map[journal.ID]bool, error) {
	return read(ctx, s, func(t tx) (map[journal.ID]bool, error) {
		found, err := byOwner(ctx, t, ids, scanText, `
			SELECT j.value, j.value FROM json_each(?) j
			WHERE EXISTS (SELECT 1 FROM reflection WHERE id = j.value) OR EXISTS (SELECT 1 FROM trashed WHERE id = j.value)`)
		known := map[journal.ID]bool{}
		for id := range found {
			known[id] = true
		}
		return known, err
	})
}

// nameCommunities gives the communities that a reflection only names their ids, and gives
// those of them that are new.
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

// Unimport puts what the last import brought into the trash: its reflections, and the
// communities that came with them and that nothing else names. A reflection that was
// changed since stays, and is given. Without an import the error is of kind NotFound.
func (s *Store) Unimport(ctx context.Context, at time.Time) (gone int, stay []journal.ID, err error) {
	err = s.update(ctx, func(t tx) error {
		last, err := query(ctx, t, scanText, `SELECT import FROM imported ORDER BY import DESC LIMIT 1`)
		if err != nil {
			return err
		}
		if len(last) == 0 {
			return journal.Errorf(journal.NotFound, "nothing was imported that could be taken back")
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
				AND (EXISTS (SELECT 1 FROM reflection r WHERE r.id = i.id) OR EXISTS (SELECT 1 FROM community c WHERE c.id = i.id AND c.state = 'kept'))
			ORDER BY kind DESC`, last[0]) // the communities last, when nothing names them
		if err != nil {
			return err
		}
		for _, c := range all {
			digest, err := importDigest(ctx, t, c.kind, c.id)
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
				stay = append(stay, c.id)
			default:
				err = trashReflection(ctx, t, c.id, at)
				gone++
			}
			if err != nil {
				return err
			}
		}
		_, err = t.exec(ctx, `DELETE FROM imported WHERE import = ?`, last[0])
		return err
	})
	return gone, stay, err
}

// noteImported notes what an import brought, as it is now.
func noteImported(ctx context.Context, t tx, name journal.ID, kind string, id journal.ID) error {
	digest, err := importDigest(ctx, t, kind, id)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `INSERT INTO imported VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, name, kind, id, digest)
	return err
}

// importDigest tells a thing, with all that belongs to it, from what it is changed to.
func importDigest(ctx context.Context, t tx, kind string, id journal.ID) (string, error) {
	var thing any
	var err error
	if kind == "community" {
		thing, err = community(ctx, t, id)
	} else {
		thing, err = reflection(ctx, t, id)
	}
	if err != nil {
		return "", err
	}
	words, err := encode(thing)
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:16]), err
}
