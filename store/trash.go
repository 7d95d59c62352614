package store

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// DeleteCommunity puts a community into the trash. It leaves the lists and can
// no longer be looked up; what names it stays, and reflections still show its
// name. Until the trash is emptied, nobody else can have that name.
func (s *Store) DeleteCommunity(ctx context.Context, id journal.ID, at time.Time) error {
	return s.update(ctx, func(t tx) error {
		if _, err := community(ctx, t, id); err != nil {
			return err
		}
		_, err := t.exec(ctx, `UPDATE community SET state = 'trashed', ended = ?, ended_offset = ? WHERE id = ?`,
			stamp(at), offset(at), id)
		return err
	})
}

// Names counts what names a community or what was merged into it: the
// reflections that do anywhere, what was observed and suggested of it, and the
// drafts.
func (s *Store) Names(ctx context.Context, id journal.ID) (journal.Mentions, error) {
	return read(ctx, s, func(t tx) (m journal.Mentions, err error) {
		root, err := rootOf(ctx, t, id)
		if err != nil {
			return m, err
		}
		err = t.QueryRowContext(ctx, `
			WITH who (id) AS (SELECT id FROM community WHERE root = ?1)
			SELECT
				(SELECT count(*) FROM (
					SELECT reflection FROM reflection_community WHERE root = ?1
					UNION SELECT reflection FROM answer WHERE community IN who
					UNION SELECT a.reflection FROM answer a, who WHERE a.value IS NOT NULL AND instr(a.value, who.id) > 0)),
				(SELECT count(*) FROM observation WHERE community IN who),
				(SELECT count(*) FROM suggestion WHERE community IN who),
				(SELECT count(*) FROM draft d WHERE `+openDraft+` AND EXISTS (SELECT 1 FROM who WHERE instr(d.body, who.id) > 0))`,
			root).Scan(&m.Reflections, &m.Observations, &m.Suggestions, &m.Drafts)
		return m, err
	})
}

// Trash lists what is in the trash, what came there last first.
func (s *Store) Trash(ctx context.Context) ([]journal.Trashed, error) {
	return read(ctx, s, func(t tx) ([]journal.Trashed, error) { return trash(ctx, t) })
}

func trash(ctx context.Context, t tx) ([]journal.Trashed, error) {
	things, err := query(ctx, t, func(r row) (thing journal.Trashed, err error) {
		err = r.Scan(&thing.Kind, &thing.ID, &thing.Name, scanTime{&thing.At}, scanOffset{&thing.At})
		return thing, err
	}, `
		SELECT ?, id, name, ended, ended_offset FROM community WHERE state = 'trashed'
		ORDER BY ended DESC, id DESC`, journal.TrashedCommunity)
	if err != nil {
		return nil, err
	}
	reflections, err := query(ctx, t, func(r row) (journal.Trashed, error) {
		thing := journal.Trashed{Kind: journal.TrashedReflection}
		err := r.Scan(&thing.ID, &thing.Name, scanTime{&thing.At}, scanOffset{&thing.At})
		return thing, err
	}, `SELECT id, title, at, at_offset FROM trashed ORDER BY at DESC, id DESC`)
	if err != nil {
		return nil, err
	}
	drafts, err := query(ctx, t, func(r row) (journal.Trashed, error) {
		thing, at := journal.Trashed{Kind: journal.TrashedDraft}, ""
		err := r.Scan(&thing.ID, &thing.Name, &at)
		if err == nil {
			thing.At, err = time.Parse(time.RFC3339Nano, at)
		}
		return thing, err
	}, `SELECT id, title, body ->> 'trashed' FROM draft WHERE `+trashedDraft)
	if err != nil {
		return nil, err
	}
	pages, err := trashedContributions(ctx, t)
	things = slices.Concat(things, reflections, drafts, pages)
	slices.SortStableFunc(things, func(x, y journal.Trashed) int { return y.At.Compare(x.At) })
	return things, err
}

// RestoreTrash takes out of the trash what is named by its name or by a part of
// its id, and gives what that was. It is as it was before.
func (s *Store) RestoreTrash(ctx context.Context, ref string) (thing journal.Trashed, err error) {
	folded, id := text.Fold(ref), strings.ToLower(strings.TrimSpace(ref))
	err = s.update(ctx, func(t tx) error {
		all, err := trash(ctx, t)
		if err != nil {
			return err
		}
		found, ok, err := oneOf(all, func(x journal.Trashed) journal.CommunityRef { return journal.CommunityRef{ID: x.ID, Name: x.Name} },
			ref, "things in the trash",
			func(x journal.Trashed) bool { return text.Fold(x.Name) == folded || string(x.ID) == id },
			func(x journal.Trashed) bool { return folded != "" && strings.Contains(text.Fold(x.Name), folded) },
			func(x journal.Trashed) bool { return len(id) >= shortest && strings.Contains(string(x.ID), id) })
		if err == nil && !ok {
			err = journal.Errorf(journal.NotFound, "there is no %q in the trash", text.Line(ref)).WithHint("see what is in it: kith trash list")
		}
		if err != nil {
			return err
		}
		thing = found
		switch thing.Kind {
		case journal.TrashedDraft:
			_, err = t.exec(ctx, `UPDATE draft SET body = json_remove(body, '$.trashed') WHERE id = ?`, thing.ID)
			return err
		case journal.TrashedContribution:
			return restoreContribution(ctx, t, thing.ID)
		case journal.TrashedReflection:
			return restoreReflection(ctx, t, thing.ID)
		}
		return restoreCommunity(ctx, t, thing.ID)
	})
	return thing, err
}

// restoreCommunity takes a community out of the trash, if it is there.
func restoreCommunity(ctx context.Context, t tx, id journal.ID) error {
	_, err := t.exec(ctx, `
		UPDATE community SET state = 'kept', ended = NULL, ended_offset = 0
		WHERE id = ? AND state = 'trashed'`, id)
	return err
}

// EmptyTrash deletes for good what is in the trash, and says how many things
// that was. What was observed of a community goes with it, and suggestions no
// longer name it; so does what was merged into it. Reflections show its name for
// as long as they are there; for everything else the name is free.
func (s *Store) EmptyTrash(ctx context.Context) (int, error) {
	var emptied []journal.Trashed
	err := s.update(ctx, func(t tx) error {
		things, err := trash(ctx, t)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, `DELETE FROM trashed; DELETE FROM imported WHERE import = '`+undone+`'; DELETE FROM draft WHERE `+trashedDraft); err != nil {
			return err
		}
		if err := emptyContributions(ctx, t); err != nil {
			return err
		}
		for _, thing := range things {
			if thing.Kind != journal.TrashedCommunity {
				continue
			}
			_, err := t.exec(ctx, `
				DELETE FROM observation WHERE community IN (SELECT id FROM community WHERE root = ?1);
				UPDATE suggestion SET community = NULL WHERE community IN (SELECT id FROM community WHERE root = ?1);
				DELETE FROM community_kind WHERE community IN (SELECT id FROM community WHERE root = ?1);
				DELETE FROM community_tag WHERE community IN (SELECT id FROM community WHERE root = ?1);
				UPDATE community SET name_folded = ' ' || id, alias = '', alias_folded = NULL, about = '', "where" = '',
					rhythm = '', started = '', archived = NULL, archived_offset = 0, ended = NULL, ended_offset = 0,
					taken = NULL, looked_at = NULL WHERE root = ?1;
				UPDATE community SET state = 'gone' WHERE id = ?1;
				-- The bare names stay where reflections need them.
				DELETE FROM community WHERE root = ?1
					AND NOT EXISTS (SELECT 1 FROM reflection_community WHERE root = ?1)
					AND NOT EXISTS (SELECT 1 FROM answer WHERE community IN (SELECT id FROM community WHERE root = ?1))`, thing.ID)
			if err != nil {
				return err
			}
		}
		emptied = things
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, thing := range emptied { // with what an editor left of a draft
		if thing.Kind == journal.TrashedDraft {
			err = errors.Join(err, os.RemoveAll(s.editorDirs(thing.ID)))
		}
	}
	return len(emptied), explain(s.path, err)
}
