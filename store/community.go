package store

import (
	"context"
	"errors"
	"time"

	"kith/journal"
	"kith/journal/text"
)

const communityColumns = `c.id, c.name, c.alias, c.about, c."where", c.rhythm, c.started,
	c.created, c.created_offset, c.archived, c.archived_offset`

func scanCommunity(r row) (c journal.Community, err error) {
	var created, archived clock
	if err := r.Scan(&c.ID, &c.Name, &c.Alias, &c.About, &c.Where, &c.Rhythm, &c.Started,
		&created.at, &created.offset, &archived.at, &archived.offset); err != nil {
		return c, err
	}
	var errCreated, errArchived error
	c.Created, errCreated = created.time()
	c.Archived, errArchived = archived.time()
	return c, errors.Join(errCreated, errArchived)
}

// AddCommunity adds a new one, giving it an id and the time where they are
// empty. One of that name or alias already, be it in the trash, is a conflict.
func (s *Store) AddCommunity(ctx context.Context, c journal.Community) (journal.Community, error) {
	if c.Created.IsZero() {
		c.Created = time.Now()
	}
	if c.ID == "" {
		c.ID = journal.NewID(c.Created)
	}
	err := s.update(ctx, func(t tx) error {
		if err := checkNames(ctx, t, c); err != nil {
			return err
		}
		return insertCommunity(ctx, t, c)
	})
	return c, err
}

// UpdateCommunity makes the community of c's id what c says. When it was
// created stays. What others changed since c was read is lost: EditCommunity
// changes it as it then is.
func (s *Store) UpdateCommunity(ctx context.Context, c journal.Community) error {
	_, err := s.EditCommunity(ctx, c.ID, func(known *journal.Community) error {
		*known = c
		return nil
	})
	return err
}

// EditCommunity changes a community as it is in the journal at that moment, so
// that of two that change different things about it both are kept. It gives the
// community as it then is. The edit must not call the store.
func (s *Store) EditCommunity(ctx context.Context, id journal.ID, edit func(*journal.Community) error) (c journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		if c, err = community(ctx, t, id); err != nil {
			return err
		}
		before := c
		if err := edit(&c); err != nil {
			return err
		}
		c.ID, c.Created, c.Merged = id, before.Created, before.Merged
		if err := checkNames(ctx, t, c); err != nil {
			return err
		}
		if err := updateCommunity(ctx, t, c); err != nil {
			return err
		}
		c, err = community(ctx, t, id)
		return err
	})
	return c, err
}

// TagCommunity adds tags and takes others away, and gives the community as it
// then is.
func (s *Store) TagCommunity(ctx context.Context, id journal.ID, add, remove []string) (c journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		if id, err = settled(ctx, t, id); err != nil {
			return err
		}
		if c, err = community(ctx, t, id); err != nil {
			return err
		}
		c.Tags = without(union(c.Tags, add), remove)
		return setWords(ctx, t, communityTags(), c.ID, c.Tags)
	})
	return c, err
}

// ArchiveCommunity puts a community away: it leaves the lists, and everything
// about it is kept. It gives the community as it then is. One that is archived
// already stays so since when it was.
func (s *Store) ArchiveCommunity(ctx context.Context, id journal.ID, at time.Time) (journal.Community, error) {
	return s.setArchived(ctx, id, func(c *journal.Community) {
		if c.Archived.IsZero() {
			c.Archived = at
		}
	})
}

// UnarchiveCommunity puts a community back into the lists, and gives it as it
// then is.
func (s *Store) UnarchiveCommunity(ctx context.Context, id journal.ID) (journal.Community, error) {
	return s.setArchived(ctx, id, func(c *journal.Community) { c.Archived = time.Time{} })
}

func (s *Store) setArchived(ctx context.Context, id journal.ID, set func(*journal.Community)) (c journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		if c, err = community(ctx, t, id); err != nil {
			return err
		}
		set(&c)
		_, err := t.exec(ctx, `UPDATE community SET archived = ?, archived_offset = ? WHERE id = ?`,
			stamp(c.Archived), offset(c.Archived), string(id))
		return err
	})
	return c, err
}

// checkNames says whether a community can be kept, and whether another one goes
// by its name or alias.
func checkNames(ctx context.Context, t tx, c journal.Community) error {
	if err := c.Check(); err != nil {
		return err
	}
	twins, err := fates(ctx, t, namedLike+` AND k.merged_into IS NOT ?1`, namesOf(c)...)
	if err != nil || len(twins) == 0 {
		return err
	}
	return twins[0].error(journal.Conflict)
}

// namedLike picks the other communities that go by the name or alias of one,
// given namesOf it.
const namedLike = `k.id <> ?1 AND (k.name_folded IN (?2, ?3) OR k.alias_folded IN (?2, ?3))`

func namesOf(c journal.Community) []any {
	name, alias := text.Fold(c.Name), text.Fold(c.Alias)
	if alias == "" {
		alias = name
	}
	return []any{string(c.ID), name, alias}
}

// community loads the one of an id, if it is kept.
func community(ctx context.Context, t tx, id journal.ID) (journal.Community, error) {
	found, err := communities(ctx, t, "c.id = ? AND c.listed IS NOT NULL", string(id))
	if err != nil {
		return journal.Community{}, err
	}
	if len(found) == 0 {
		return journal.Community{}, missing(ctx, t, id)
	}
	found[0].Merged, err = mergedInto(ctx, t, id)
	return found[0], err
}

func insertCommunity(ctx context.Context, t tx, c journal.Community) error {
	_, err := t.exec(ctx, `
		INSERT INTO community (id, name, name_folded, alias, alias_folded, about, "where", rhythm, started,
			created, created_offset, archived, archived_offset)
		VALUES (?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(c.ID), c.Name, text.Fold(c.Name), c.Alias, text.Fold(c.Alias),
		c.About, c.Where, c.Rhythm, string(c.Started),
		stamp(c.Created), offset(c.Created), stamp(c.Archived), offset(c.Archived))
	if err != nil {
		return err
	}
	return setCommunityWords(ctx, t, c)
}

// updateCommunity changes all but when it was created and what has become of
// it. It may take the name of one that was merged into it: then that one no
// longer answers to it.
func updateCommunity(ctx context.Context, t tx, c journal.Community) error {
	_, err := t.exec(ctx, `UPDATE community SET `+freeName+` WHERE merged_into = ?1 AND name_folded IN (?2, ?3)`, namesOf(c)...)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `
		UPDATE community SET alias = '', alias_folded = NULL
		WHERE merged_into = ?1 AND alias_folded IN (?2, ?3)`, namesOf(c)...)
	if err != nil {
		return err
	}
	result, err := t.exec(ctx, `
		UPDATE community SET name = ?, name_folded = ?, alias = ?, alias_folded = nullif(?, ''),
			about = ?, "where" = ?, rhythm = ?, started = ?, archived = ?, archived_offset = ?
		WHERE id = ?`,
		c.Name, text.Fold(c.Name), c.Alias, text.Fold(c.Alias),
		c.About, c.Where, c.Rhythm, string(c.Started),
		stamp(c.Archived), offset(c.Archived), string(c.ID))
	if err != nil {
		return err
	}
	switch n, err := result.RowsAffected(); {
	case err != nil:
		return err
	case n == 0:
		return missing(ctx, t, c.ID)
	}
	return setCommunityWords(ctx, t, c)
}

// freeName lets go of a name, so that another may have it.
const freeName = `name_folded = ' ' || id`

func setCommunityWords(ctx context.Context, t tx, c journal.Community) error {
	if err := setWords(ctx, t, communityKinds(), c.ID, c.Kinds); err != nil {
		return err
	}
	return setWords(ctx, t, communityTags(), c.ID, c.Tags)
}
