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
			if err := nameCommunities(ctx, t, &r); err != nil {
				return err
			}
			if err := insertReflection(ctx, t, r); err != nil {
				return err
			}
			digest, err := importDigest(ctx, t, r.ID)
			if err != nil {
				return err
			}
			if _, err := t.exec(ctx, `INSERT INTO imported VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, name, r.ID, digest); err != nil {
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

// nameCommunities gives the communities that a reflection only names their ids.
func nameCommunities(ctx context.Context, t tx, r *journal.Reflection) error {
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
			}
			given[ref.Name] = id
		}
		ref.ID = id
		return nil
	}
	for i := range r.Communities {
		if err := name(&r.Communities[i]); err != nil {
			return err
		}
	}
	for i := range r.Answers {
		if ref := r.Answers[i].Community; ref != nil {
			own := *ref
			if err := name(&own); err != nil {
				return err
			}
			r.Answers[i].Community = &own
		}
	}
	return nil
}

// Unimport puts what the last import brought into the trash. What was changed since
// stays, and is given. Without an import the error is of kind NotFound.
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
			id     journal.ID
			digest string
		}
		all, err := query(ctx, t, func(r row) (c came, err error) {
			err = r.Scan(&c.id, &c.digest)
			return c, err
		}, `SELECT r.id, i.digest FROM imported i JOIN reflection r ON r.id = i.reflection WHERE i.import = ?`, last[0])
		if err != nil {
			return err
		}
		for _, c := range all {
			digest, err := importDigest(ctx, t, c.id)
			if err != nil {
				return err
			}
			if digest != c.digest {
				stay = append(stay, c.id)
				continue
			}
			if err := trashReflection(ctx, t, c.id, at); err != nil {
				return err
			}
			gone++
		}
		_, err = t.exec(ctx, `DELETE FROM imported WHERE import = ?`, last[0])
		return err
	})
	return gone, stay, err
}

// importDigest tells a reflection, with its answers and tags, from what it is changed to.
func importDigest(ctx context.Context, t tx, id journal.ID) (string, error) {
	r, err := reflection(ctx, t, id)
	if err != nil {
		return "", err
	}
	words, err := encode(r)
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:16]), err
}
