package store

import (
	"cmp"
	"context"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

const communityColumns = `c.id, c.name, c.alias, c.about, c."where", c.rhythm, c.started,
	c.created, c.created_offset, c.archived, c.archived_offset`

func scanCommunity(r row) (c journal.Community, err error) {
	err = r.Scan(&c.ID, &c.Name, &c.Alias, &c.About, &c.Where, &c.Rhythm, &c.Started,
		scanTime{&c.Created}, scanOffset{&c.Created}, scanTime{&c.Archived}, scanOffset{&c.Archived})
	return c, err
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
	kinds, err := byOwner(ctx, t, ids, scanText, `
		SELECT community, kind FROM community_kind
		WHERE community IN (SELECT value FROM json_each(?)) ORDER BY community, position`)
	if err != nil {
		return nil, err
	}
	tags, err := byOwner(ctx, t, ids, scanText, `
		SELECT community, tag FROM community_tag
		WHERE community IN (SELECT value FROM json_each(?)) ORDER BY community, position`)
	for i, c := range all {
		all[i].Kinds, all[i].Tags = kinds[c.ID], tags[c.ID]
	}
	return all, err
}

// community loads the one of an id, which has to be kept, with what was merged
// into it.
func community(ctx context.Context, t tx, id journal.ID) (c journal.Community, err error) {
	st, err := statusOf(ctx, t, id)
	switch {
	case err != nil:
		return c, err
	case st.state == "merged":
		return c, st.error(journal.Conflict)
	case st.state == "trashed":
		return c, st.error(journal.NotFound)
	}
	found, err := communities(ctx, t, "c.id = ?", id)
	if err != nil {
		return c, err
	}
	found[0].Merged, err = partsOf(ctx, t, id)
	return found[0], err
}

// partsOf are the communities that were merged into one, by name. One that was
// added twice at a time and goes by the same name is nothing to tell of.
func partsOf(ctx context.Context, t tx, id journal.ID) ([]journal.CommunityRef, error) {
	return query(ctx, t, scanRef, `
		SELECT m.id, m.name FROM community r JOIN community m ON m.root = r.id
		WHERE r.id = ? AND m.id <> r.id AND m.name <> r.name ORDER BY m.name, m.id`, id)
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
		if err := checkCommunity(ctx, t, c); err != nil {
			return err
		}
		if err := insertName(ctx, t, c); err != nil {
			return err
		}
		return updateCommunity(ctx, t, c)
	})
	return c, err
}

// EditCommunity changes a community as it is in the journal at that moment, so
// that of two that change different things about it both are kept. It gives the
// community as it then is. The edit must not call the store.
func (s *Store) EditCommunity(ctx context.Context, id journal.ID, edit func(*journal.Community) error) (c journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		known, err := community(ctx, t, id)
		if err != nil {
			return err
		}
		c = known
		if err := edit(&c); err != nil {
			return err
		}
		c.ID, c.Created = known.ID, known.Created
		if err := checkCommunity(ctx, t, c); err != nil {
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
// then is. Of one that was merged it is the one it has become.
func (s *Store) TagCommunity(ctx context.Context, id journal.ID, add, remove []string) (c journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		root, err := rootOf(ctx, t, id)
		if err != nil {
			return err
		}
		if c, err = community(ctx, t, root); err != nil {
			return err
		}
		if c.Tags, err = retagged(c.Name, c.Tags, add, remove); err != nil {
			return err
		}
		return setWords(ctx, t, "community_tag", c.ID, c.Tags)
	})
	return c, err
}

// ArchiveCommunity puts a community away: it leaves the lists, and everything
// about it is kept. It gives the community as it then is. One that is archived
// already stays so since when it was.
func (s *Store) ArchiveCommunity(ctx context.Context, id journal.ID, at time.Time) (journal.Community, error) {
	return s.EditCommunity(ctx, id, func(c *journal.Community) error {
		if c.Archived.IsZero() {
			c.Archived = at
		}
		return nil
	})
}

// UnarchiveCommunity puts a community back into the lists, and gives it as it
// then is.
func (s *Store) UnarchiveCommunity(ctx context.Context, id journal.ID) (journal.Community, error) {
	return s.EditCommunity(ctx, id, func(c *journal.Community) error {
		c.Archived = time.Time{}
		return nil
	})
}

// checkCommunity says whether a community can be kept, and whether another one
// goes by its name or alias; not what was merged into it, whose names it may take.
func checkCommunity(ctx context.Context, t tx, c journal.Community) error {
	if err := c.Check(); err != nil {
		return err
	}
	twins, err := namesakes(ctx, t, c)
	if err != nil || len(twins) == 0 {
		return err
	}
	return twins[0].error(journal.Conflict)
}

// namesakes are the communities that go by the name or alias of one, apart from
// those that were merged into it.
func namesakes(ctx context.Context, t tx, c journal.Community) ([]status, error) {
	name, alias := text.Fold(c.Name), text.Fold(c.Alias)
	if alias == "" {
		alias = name
	}
	return statuses(ctx, t, `k.id <> ?1 AND k.root <> ?1 AND (k.name_folded IN (?2, ?3) OR k.alias_folded IN (?2, ?3))`, c.ID, name, alias)
}

// insertName adds a community of which nothing is known but its bare name, or
// puts it in the place of one that is gone.
func insertName(ctx context.Context, t tx, c journal.Community) error {
	_, err := t.exec(ctx, `
		INSERT INTO community (id, root, name, name_folded, created, created_offset) VALUES (?1, ?1, ?2, ' ' || ?1, ?3, ?4)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, state = 'kept' WHERE state = 'gone'`,
		c.ID, c.Name, stamp(c.Created), offset(c.Created))
	return err
}

// updateCommunity changes all but when it was created and what has become of
// it. Its names are taken from those that were merged into it; one that is
// merged itself takes none.
func updateCommunity(ctx context.Context, t tx, c journal.Community) error {
	_, err := t.exec(ctx, `
		UPDATE community SET name_folded = ' ' || id WHERE root = ?1 AND id <> ?1 AND name_folded IN (?2, ?3);
		UPDATE community SET alias_folded = NULL WHERE root = ?1 AND id <> ?1 AND alias_folded IN (?2, ?3);
		UPDATE community SET name_folded = ?2, alias_folded = nullif(?3, '') WHERE id = ?1 AND state <> 'merged';
		UPDATE community SET name = ?4, alias = ?5, about = ?6, "where" = ?7, rhythm = ?8, started = ?9,
			archived = ?10, archived_offset = ?11 WHERE id = ?1`,
		c.ID, text.Fold(c.Name), text.Fold(c.Alias),
		c.Name, c.Alias, c.About, c.Where, c.Rhythm, c.Started, stamp(c.Archived), offset(c.Archived))
	if err != nil {
		return err
	}
	if err := setWords(ctx, t, "community_kind", c.ID, c.Kinds); err != nil {
		return err
	}
	return setWords(ctx, t, "community_tag", c.ID, c.Tags)
}

// Communities lists those that fit the filter.
func (s *Store) Communities(ctx context.Context, f journal.CommunityFilter) ([]journal.Community, error) {
	return read(ctx, s, func(t tx) ([]journal.Community, error) {
		where, args, err := communityListing(ctx, t, f)
		if err != nil {
			return nil, err
		}
		return communities(ctx, t, where, args...)
	})
}

// AllNames gives every community with all the names that it and what was merged
// into it have or had, in the order of their ids: also of those in the trash, and
// of those that only an answer names any more, or an earlier text or something in the
// trash: what is for others may still have the name in its words.
func (s *Store) AllNames(ctx context.Context) (all []journal.Names, err error) {
	_, err = read(ctx, s, func(t tx) ([]struct{}, error) {
		return query(ctx, t, func(r row) (_ struct{}, err error) {
			var n journal.Names
			var name string
			err = r.Scan(&n.ID, &n.Name, &n.Alias, &name)
			n.Name = text.UnescapeBytes(n.Name)
			if len(all) == 0 || all[len(all)-1].ID != n.ID {
				all = append(all, n)
			}
			last := &all[len(all)-1]
			last.Former = append(last.Former, text.UnescapeBytes(name))
			return struct{}{}, err
		}, `
			SELECT coalesce(r.id, n.id, n.name) AS root, coalesce(r.name, n.name), coalesce(r.alias, ''), n.name FROM (
				SELECT id, name FROM community
				UNION SELECT id, alias FROM community WHERE id <> root AND alias <> ''
				UNION SELECT community, name FROM former_name
				UNION SELECT c.value ->> 'id', c.value ->> 'name' FROM answer a, json_each(a.value, '$.communities') c
				UNION SELECT s.value ->> '$.community.id', s.value ->> '$.community.name' FROM answer a, json_each(a.value, '$.suggestions') s
				UNION SELECT c.value ->> 'id', c.value ->> 'name' FROM revision v, json_each(v.body, '$.communities') c
				UNION SELECT a.value ->> '$.community.id', a.value ->> '$.community.name' FROM revision v, json_each(v.body, '$.answers') a
				UNION SELECT c.value ->> 'id', c.value ->> 'name' FROM revision v, json_each(v.body, '$.answers') a, json_each(a.value, '$.value.communities') c
				UNION SELECT s.value ->> '$.community.id', s.value ->> '$.community.name'
					FROM revision v, json_each(v.body, '$.answers') a, json_each(a.value, '$.value.suggestions') s
				UNION SELECT n.value ->> 'id', n.value ->> 'name' FROM trashed t, json_each(t.body, '$.names') n
			) n LEFT JOIN community c ON c.id = n.id LEFT JOIN community r ON r.id = c.root
			WHERE n.name <> '' ORDER BY root, n.name`)
	})
	return all, err
}

// communityListing is a filter as the end of a SELECT. Each order has an index,
// so that the first of a list cost the same however many there are.
func communityListing(ctx context.Context, t tx, f journal.CommunityFilter) (string, []any, error) {
	order, ok := map[string]string{
		"":                   "c.name_folded",
		journal.SortLookedAt: "c.looked_at DESC, c.name_folded",
		journal.SortStarted:  "c.started DESC, c.name_folded",
	}[f.Sort]
	if !ok {
		return "", nil, journal.Errorf(journal.Invalid, "communities cannot be sorted by %q", text.Line(f.Sort)).
			WithHint("sort them by %s or %s, or else they come by name", journal.SortLookedAt, journal.SortStarted)
	}
	where, args := []string{"c.listed = ?"}, []any{"current"}
	if f.Archived {
		args[0] = "archived"
	}
	and := func(table, word string) error {
		folded := text.Fold(word)
		var few bool
		err := t.QueryRowContext(ctx, `
			SELECT count(*) <= 200 FROM (SELECT 1 FROM `+table+` WHERE folded = ? LIMIT 201)`, folded).Scan(&few)
		if few {
			// Those that have it are looked at. The plus keeps SQLite from going
			// through the list after all.
			where[0] = "+c.listed = ?"
			where = append(where, "c.id IN (SELECT w.community FROM "+table+" w WHERE w.folded = ?)")
		} else {
			// Going through the list soon finds enough.
			where = append(where, "EXISTS (SELECT 1 FROM "+table+" w WHERE w.community = c.id AND w.folded = ?)")
		}
		args = append(args, folded)
		return err
	}
	for _, tag := range f.Tags {
		if err := and("community_tag", tag); err != nil {
			return "", nil, err
		}
	}
	if f.Kind != "" {
		if err := and("community_kind", f.Kind); err != nil {
			return "", nil, err
		}
	}
	return strings.Join(where, " AND ") + " ORDER BY " + order + " LIMIT ?", append(args, cmp.Or(f.Limit, -1)), nil
}

// Quiet lists the current communities of which nothing was observed since a
// time, the longest quiet first; those never looked at come by when they were
// added. A most of 0 is no limit.
func (s *Store) Quiet(ctx context.Context, since time.Time, most int) ([]journal.Community, error) {
	return read(ctx, s, func(t tx) ([]journal.Community, error) {
		return communities(ctx, t, quiet, stamp(since), cmp.Or(most, -1))
	})
}

const quiet = `c.listed = 'current' AND coalesce(c.looked_at, c.created) < ?
	ORDER BY coalesce(c.looked_at, c.created), c.id LIMIT ?`
