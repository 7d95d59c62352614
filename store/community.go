package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"kith/journal"
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

// Communities lists those that fit the filter, by name.
func (s *Store) Communities(ctx context.Context, f journal.CommunityFilter) (all []journal.Community, err error) {
	where, args := []string{"c.archived IS NULL"}, []any{}
	if f.Archived {
		where[0] = "c.archived IS NOT NULL"
	}
	for _, tag := range f.Tags {
		where = append(where, "EXISTS (SELECT 1 FROM community_tag t WHERE t.community = c.id AND t.folded = ?)")
		args = append(args, journal.Fold(tag))
	}
	if f.Kind != "" {
		where = append(where, "EXISTS (SELECT 1 FROM community_kind k WHERE k.community = c.id AND k.folded = ?)")
		args = append(args, journal.Fold(f.Kind))
	}
	err = s.view(ctx, func(t tx) error {
		all, err = communities(ctx, t, strings.Join(where, " AND ")+" ORDER BY c.name_folded LIMIT ?", append(args, limit(f.Limit))...)
		return err
	})
	return all, err
}

// limit is a LIMIT, where -1 is none.
func limit(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}

// communities loads those that a condition picks, whole.
func communities(ctx context.Context, t tx, where string, args ...any) ([]journal.Community, error) {
	all, err := query(ctx, t, scanCommunity, "SELECT "+communityColumns+" FROM community c WHERE "+where, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	ids := make([]journal.ID, len(all))
	for i, c := range all {
		ids[i] = c.ID
	}
	kinds, err := words(ctx, t, ids, `
		SELECT community, kind FROM community_kind
		WHERE community IN (SELECT value FROM json_each(?)) ORDER BY community, position`)
	if err != nil {
		return nil, err
	}
	tags, err := words(ctx, t, ids, `
		SELECT community, tag FROM community_tag
		WHERE community IN (SELECT value FROM json_each(?)) ORDER BY community, position`)
	if err != nil {
		return nil, err
	}
	for i, c := range all {
		all[i].Kinds, all[i].Tags = kinds[c.ID], tags[c.ID]
	}
	return all, nil
}

// AddCommunity adds a new one, giving it an id and the time where they are
// empty. One of that name or alias already is a conflict.
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
// created stays.
func (s *Store) UpdateCommunity(ctx context.Context, c journal.Community) error {
	return s.update(ctx, func(t tx) error {
		if err := checkNames(ctx, t, c); err != nil {
			return err
		}
		return updateCommunity(ctx, t, c)
	})
}

// TagCommunity adds tags and takes others away, and gives the community as it
// then is.
func (s *Store) TagCommunity(ctx context.Context, id journal.ID, add, remove []string) (c journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		c, err = community(ctx, t, id)
		if err != nil {
			return err
		}
		c.Tags = without(union(c.Tags, add), remove)
		return setWords(ctx, t, communityTags(), c.ID, c.Tags)
	})
	return c, err
}

// checkNames says whether a community can be kept, and whether another one goes
// by its name or alias.
func checkNames(ctx context.Context, t tx, c journal.Community) error {
	if err := c.Check(); err != nil {
		return err
	}
	twins, err := namedLike(ctx, t, c)
	if err != nil || len(twins) == 0 {
		return err
	}
	return journal.Errorf(journal.Conflict, "there is a community %q already", journal.VisibleLine(twins[0].Name)).
		WithHint("kith community show %s", twins[0].ID.Short())
}

// namedLike gives the other communities that go by the name or alias of c.
func namedLike(ctx context.Context, t tx, c journal.Community) ([]journal.Community, error) {
	name, alias := journal.Fold(c.Name), journal.Fold(c.Alias)
	if alias == "" {
		alias = name
	}
	return communities(ctx, t, `
		c.id <> ? AND (c.name_folded IN (?, ?) OR c.alias_folded IN (?, ?))
		ORDER BY c.name_folded`, string(c.ID), name, alias, name, alias)
}

// community loads the one of an id.
func community(ctx context.Context, t tx, id journal.ID) (journal.Community, error) {
	found, err := communities(ctx, t, "c.id = ?", string(id))
	if err == nil && len(found) == 0 {
		err = noCommunity(id)
	}
	if err != nil {
		return journal.Community{}, err
	}
	return found[0], nil
}

func noCommunity(id journal.ID) error {
	return journal.Errorf(journal.NotFound, "there is no community with the id %s", id).
		WithHint("kith community list")
}

func insertCommunity(ctx context.Context, t tx, c journal.Community) error {
	_, err := t.exec(ctx, `
		INSERT INTO community (id, name, name_folded, alias, alias_folded, about, "where", rhythm, started,
			created, created_offset, archived, archived_offset)
		VALUES (?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(c.ID), c.Name, journal.Fold(c.Name), c.Alias, journal.Fold(c.Alias),
		c.About, c.Where, c.Rhythm, string(c.Started),
		stamp(c.Created), offset(c.Created), stamp(c.Archived), offset(c.Archived))
	if err != nil {
		return err
	}
	return setCommunityWords(ctx, t, c)
}

func updateCommunity(ctx context.Context, t tx, c journal.Community) error {
	result, err := t.exec(ctx, `
		UPDATE community SET name = ?, name_folded = ?, alias = ?, alias_folded = nullif(?, ''),
			about = ?, "where" = ?, rhythm = ?, started = ?, archived = ?, archived_offset = ?
		WHERE id = ?`,
		c.Name, journal.Fold(c.Name), c.Alias, journal.Fold(c.Alias),
		c.About, c.Where, c.Rhythm, string(c.Started),
		stamp(c.Archived), offset(c.Archived), string(c.ID))
	if err != nil {
		return err
	}
	switch n, err := result.RowsAffected(); {
	case err != nil:
		return err
	case n == 0:
		return noCommunity(c.ID)
	}
	return setCommunityWords(ctx, t, c)
}

func setCommunityWords(ctx context.Context, t tx, c journal.Community) error {
	if err := setWords(ctx, t, communityKinds(), c.ID, c.Kinds); err != nil {
		return err
	}
	return setWords(ctx, t, communityTags(), c.ID, c.Tags)
}
