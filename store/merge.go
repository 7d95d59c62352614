package store

import (
	"context"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// status says what has become of a community: see the states in the schema.
type status struct {
	journal.CommunityRef
	state string
	// root is what it is a part of now, itself where it was not merged, and
	// rootState what has become of that.
	root      journal.CommunityRef
	rootState string
}

// statuses gives what has become of the communities that a condition on k
// picks, those that are kept first.
func statuses(ctx context.Context, t tx, where string, args ...any) ([]status, error) {
	return query(ctx, t, func(r row) (st status, err error) {
		err = r.Scan(&st.ID, &st.Name, &st.state, &st.root.ID, &st.root.Name, &st.rootState)
		return st, err
	}, `
		SELECT k.id, k.name, k.state, r.id, r.name, r.state
		FROM community k JOIN community r ON r.id = k.root
		WHERE `+where+` ORDER BY k.state, k.name_folded`, args...)
}

// statusOf is the status of one community. Of one that is not there, or of which
// only the name is left, the error is NotFound.
func statusOf(ctx context.Context, t tx, id journal.ID) (status, error) {
	found, err := statuses(ctx, t, `k.id = ? AND r.state <> 'gone'`, id)
	if err == nil && len(found) == 0 {
		err = journal.Errorf(journal.NotFound, "there is no community with the id %s", id).
			WithHint("see those there are: kith community list")
	}
	if err != nil {
		return status{}, err
	}
	return found[0], nil
}

// rootOf is the id of what a community is now: of one that was merged, what it
// has become, and else its own. One in the trash is still itself. The empty id,
// which stands for the person, is its own.
func rootOf(ctx context.Context, t tx, id journal.ID) (journal.ID, error) {
	if id == "" {
		return "", nil
	}
	st, err := statusOf(ctx, t, id)
	return st.root.ID, err
}

// error says where the community is, to somebody who wants it or its name.
func (st status) error(kind journal.ErrorKind) error {
	name, root := text.Line(st.Name), text.Line(st.root.Name)
	switch {
	case st.state == "trashed":
		return journal.Errorf(kind, "the community %q is in the trash", name).
			WithHint("bring it back: kith trash restore %s", st.ID.Short())
	case st.state == "merged" && st.rootState == "trashed":
		return journal.Errorf(kind, "the community %q was merged into %q, which is in the trash", name, root).
			WithHint("bring that back: kith trash restore %s", st.root.ID.Short())
	case st.state == "merged":
		return journal.Errorf(kind, "the community %q was merged into %q", name, root).
			WithHint("see that one: kith community show %s", st.root.ID.Short())
	}
	return journal.Errorf(kind, "there is a community %q already", name).
		WithHint("see it: kith community show %s", st.ID.Short())
}

// MergeCommunities makes one community of two: all that was written, observed
// and suggested of the one is read as of the other from then on, and its name
// finds that. The other takes over its kinds and tags, and its words where it has
// none. UnmergeCommunity undoes it. It gives the second as it then is.
func (s *Store) MergeCommunities(ctx context.Context, from, into journal.ID, at time.Time) (c journal.Community, err error) {
	err = s.update(ctx, func(t tx) error {
		old, err := community(ctx, t, from)
		if err != nil {
			return err
		}
		if from == into {
			return journal.Errorf(journal.Invalid, "%q cannot be merged into itself", text.Line(old.Name)).
				WithHint("kith community merge FROM INTO takes two of those in kith community list")
		}
		if _, err = community(ctx, t, into); err != nil {
			return err
		}
		if err := mergeInto(ctx, t, from, into, into, at); err != nil {
			return err
		}
		if err := takeOver(ctx, t, from, old); err != nil {
			return err
		}
		c, err = community(ctx, t, into)
		return err
	})
	return c, err
}

// mergeInto makes a community, with all that was merged into it, a part of another
// one, whose root is given.
func mergeInto(ctx context.Context, t tx, id, into, root journal.ID, at time.Time) error {
	_, err := t.exec(ctx, `
		UPDATE community SET state = 'merged', merged_into = ?3, ended = ?4, ended_offset = ?5 WHERE id = ?1;`+setRoot,
		id, root, into, stamp(at), offset(at))
	return err
}

// setRoot gives a community, ?1, and all that is merged into it the root ?2.
const setRoot = `
	UPDATE community SET root = ?2 WHERE id IN (
		WITH RECURSIVE part (id) AS (
			SELECT ?1 UNION ALL SELECT c.id FROM part p CROSS JOIN community c ON c.merged_into = p.id
		) SELECT id FROM part)`

// takeOver has what a community was merged into take over what was said of it
// and is not known there, and so on to the end of the chain. What was taken over
// is written down, so that it can be given back.
func takeOver(ctx context.Context, t tx, from journal.ID, said journal.Community) error {
	for {
		into, taken, err := merger(ctx, t, from)
		if err != nil || into.ID == "" {
			return err
		}
		more := into.With(said)
		said = more.Without(into)
		if err := updateCommunity(ctx, t, more); err != nil {
			return err
		}
		if err := setTaken(ctx, t, from, taken.With(said)); err != nil {
			return err
		}
		from = into.ID
	}
}

// giveBack is takeOver undone: what was taken over from a community goes out of
// what it was merged into, and so on to the end of the chain, where it is still as
// it was taken over. What another part has as well stays, as taken from that.
func giveBack(ctx context.Context, t tx, from journal.ID) error {
	into, back, err := merger(ctx, t, from)
	for err == nil && into.ID != "" {
		parts, err := communities(ctx, t, `c.merged_into = ? AND c.id <> ?`, into.ID, from)
		if err != nil {
			return err
		}
		for _, part := range parts {
			_, taken, err := merger(ctx, t, part.ID)
			if err != nil {
				return err
			}
			rest := back.Without(part)
			if err := setTaken(ctx, t, part.ID, taken.With(back.Without(rest))); err != nil {
				return err
			}
			back = rest
		}
		if err := updateCommunity(ctx, t, into.Without(back)); err != nil {
			return err
		}
		next, taken, err := merger(ctx, t, into.ID)
		if err != nil {
			return err
		}
		rest := taken.Without(back)
		if err := setTaken(ctx, t, into.ID, rest); err != nil {
			return err
		}
		from, into, back = into.ID, next, taken.Without(rest)
	}
	return err
}

// merger is what a community was merged into, and what that took over from it;
// neither has an id where it was not merged.
func merger(ctx context.Context, t tx, from journal.ID) (into, taken journal.Community, err error) {
	found, err := communities(ctx, t, `c.id = (SELECT merged_into FROM community WHERE id = ?)`, from)
	if err != nil || len(found) == 0 {
		return into, taken, err
	}
	err = t.QueryRowContext(ctx, `SELECT taken FROM community WHERE id = ?`, from).Scan(scanJSON{&taken})
	return found[0], taken, err
}

func setTaken(ctx context.Context, t tx, from journal.ID, c journal.Community) error {
	c.ID, c.Name, c.Created, c.Archived = "", "", time.Time{}, time.Time{}
	taken, err := encode(c)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `UPDATE community SET taken = ? WHERE id = ? AND state = 'merged'`, taken, from)
	return err
}

// Merged lists the communities that were merged into others, by name, as they
// were then: those that UnmergeCommunity takes out again.
func (s *Store) Merged(ctx context.Context) ([]journal.Community, error) {
	return read(ctx, s, func(t tx) ([]journal.Community, error) { return communities(ctx, t, merged) })
}

const merged = `c.state = 'merged' AND c.root NOT IN (SELECT id FROM community WHERE state = 'gone') ORDER BY c.name, c.id`

// UnmergeCommunity takes a community out of the one it was merged into. It is
// found by its whole name or alias, or by its id. It is in the lists again with
// all that was written of it, and what the other one took over from it goes back.
// Its name and alias have to be free. It gives the community as it then is, and
// what it was a part of.
func (s *Store) UnmergeCommunity(ctx context.Context, name string) (c journal.Community, from journal.CommunityRef, err error) {
	err = s.update(ctx, func(t tx) error {
		old, err := findMerged(ctx, t, name)
		if err != nil {
			return err
		}
		into, _, err := merger(ctx, t, old.ID)
		if err != nil {
			return err
		}
		from = into.Ref()
		if err := giveBack(ctx, t, old.ID); err != nil {
			return err
		}
		if _, err := t.exec(ctx, `
			UPDATE community SET state = 'kept', merged_into = NULL, taken = NULL, ended = NULL, ended_offset = 0
			WHERE id = ?1;`+setRoot, old.ID, old.ID); err != nil {
			return err
		}
		twins, err := namesakes(ctx, t, old)
		if err != nil {
			return err
		}
		if len(twins) > 0 {
			twin := twins[0]
			e := journal.Errorf(journal.Conflict, "%q cannot be taken out of %q, because another community, %q, goes by its name or alias by now",
				text.Line(old.Name), text.Line(from.Name), text.Line(twin.Name))
			switch twin.state {
			case "trashed":
				return e.WithHint("bring it back, kith trash restore %s, and then call that one something else", twin.ID.Short())
			case "merged":
				return e.WithHint("take it apart, kith community unmerge %s, and then call that one something else", twin.ID.Short())
			}
			return e.WithHint("call that one something else first: kith community edit %s --name NAME, or --alias NAME", twin.ID.Short())
		}
		if err := updateCommunity(ctx, t, old); err != nil {
			return err
		}
		c, err = community(ctx, t, old.ID)
		return err
	})
	return c, from, err
}

func findMerged(ctx context.Context, t tx, name string) (journal.Community, error) {
	all, err := communities(ctx, t, merged)
	if err != nil {
		return journal.Community{}, err
	}
	folded, id := text.Fold(name), strings.ToLower(strings.TrimSpace(name))
	found, ok, err := oneOf(all, journal.Community.Ref, name, "merged communities",
		func(c journal.Community) bool {
			return folded != "" && (text.Fold(c.Name) == folded || text.Fold(c.Alias) == folded) || string(c.ID) == id
		},
		func(c journal.Community) bool { return len(id) >= shortest && strings.Contains(string(c.ID), id) })
	if ok || err != nil {
		return found, err
	}
	kept, err := findCommunity(ctx, t, name)
	if err != nil {
		return kept, err
	}
	return kept, journal.Errorf(journal.Conflict, "%q is not merged into another community", text.Line(kept.Name)).
		WithHint("kith community show %s tells what was merged into it, if anything was", kept.ID.Short())
}
