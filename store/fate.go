package store

import (
	"context"

	"kith/journal"
	"kith/journal/text"
)

// fate is what has become of a community: see the states in the schema.
type fate struct {
	id    journal.ID
	name  string
	state string
	// into is what it was merged into, and intoState what became of that.
	into      journal.CommunityRef
	intoState string
}

func scanFate(r row) (f fate, err error) {
	return f, r.Scan(&f.id, &f.name, &f.state, &f.into.ID, &f.into.Name, &f.intoState)
}

// fates gives what has become of the communities that a condition on k picks,
// those that are kept first.
func fates(ctx context.Context, t tx, where string, args ...any) ([]fate, error) {
	return query(ctx, t, scanFate, `
		SELECT k.id, k.name, k.state, coalesce(m.id, ''), coalesce(m.name, ''), coalesce(m.state, '')
		FROM community k LEFT JOIN community m ON m.id = k.merged_into
		WHERE `+where+` ORDER BY k.state, k.name_folded`, args...)
}

// error says where the community is, to somebody who wants it or its name.
func (f fate) error(kind journal.ErrorKind) error {
	name, into := text.Line(f.name), text.Line(f.into.Name)
	switch {
	case f.state == "trashed":
		return journal.Errorf(kind, "the community %q is in the trash", name).
			WithHint("kith trash restore %s", f.id.Short())
	case f.state == "merged" && f.intoState == "trashed":
		return journal.Errorf(kind, "the community %q was merged into %q, which is in the trash", name, into).
			WithHint("kith trash restore %s", f.into.ID.Short())
	case f.state == "merged":
		return journal.Errorf(kind, "the community %q was merged into %q", name, into).
			WithHint("kith community show %s", f.into.ID.Short())
	}
	return journal.Errorf(kind, "there is a community %q already", name).
		WithHint("kith community show %s", f.id.Short())
}

// missing says why there is no community of an id to be had.
func missing(ctx context.Context, t tx, id journal.ID) error {
	found, err := fates(ctx, t, `k.id = ? AND k.state <> 'gone'`, string(id))
	switch {
	case err != nil:
		return err
	case len(found) > 0 && found[0].state == "merged":
		return found[0].error(journal.Conflict)
	case len(found) > 0:
		return found[0].error(journal.NotFound)
	}
	return journal.Errorf(journal.NotFound, "there is no community with the id %s", id).
		WithHint("kith community list")
}

// settled is the id of what a community is now: of one that was merged, what it
// was merged into, and else its own. One in the trash is still itself. The
// empty id, which stands for the person, is settled.
func settled(ctx context.Context, t tx, id journal.ID) (journal.ID, error) {
	if id == "" {
		return "", nil
	}
	found, err := query(ctx, t, scanText, `
		SELECT coalesce(merged_into, id) FROM community WHERE id = ? AND state <> 'gone'`, string(id))
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", missing(ctx, t, id)
	}
	return journal.ID(found[0]), nil
}

// mergedInto are the communities that were merged into one, by name.
func mergedInto(ctx context.Context, t tx, id journal.ID) ([]journal.CommunityRef, error) {
	return query(ctx, t, scanRef, `
		SELECT id, name FROM community WHERE merged_into = ? ORDER BY name, id`, string(id))
}

func scanRef(r row) (ref journal.CommunityRef, err error) { return ref, r.Scan(&ref.ID, &ref.Name) }
