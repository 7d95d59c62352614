package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"kith/journal"
)

const suggestionColumns = `s.id, s.text, s.from_role, c.id, c.name, s.element, s.try_by,
	s.created, s.created_offset, coalesce(s.reflection, ''), s.state, s.helped, s.note, s.closed, s.closed_offset`

func scanSuggestion(r row) (s journal.Suggestion, err error) {
	var id, name *string
	var created, closed clock
	if err := r.Scan(&s.ID, &s.Text, &s.FromRole, &id, &name, &s.Element, &s.TryBy,
		&created.at, &created.offset, &s.Reflection, &s.State, &s.Helped, &s.Note, &closed.at, &closed.offset); err != nil {
		return s, err
	}
	if id != nil && name != nil {
		s.Community = &journal.CommunityRef{ID: journal.ID(*id), Name: *name}
	}
	var errCreated, errClosed error
	s.Created, errCreated = created.time()
	s.Closed, errClosed = closed.time()
	return s, errors.Join(errCreated, errClosed)
}

// Suggestions lists those that fit the filter: those with a date first and the
// earliest of them first, then the others in the order they were made.
func (s *Store) Suggestions(ctx context.Context, f journal.SuggestionFilter) (all []journal.Suggestion, err error) {
	err = s.view(ctx, func(t tx) error {
		if f.Community, err = settled(ctx, t, f.Community); journal.KindOf(err) == journal.NotFound {
			return nil
		} else if err != nil {
			return err
		}
		text, args := suggestionListing(f)
		all, err = query(ctx, t, scanSuggestion, text, args...)
		return err
	})
	return all, err
}

func suggestionListing(f journal.SuggestionFilter) (string, []any) {
	where, args := []string{"true"}, []any{}
	switch f.State {
	case journal.SuggestionAll:
	case "":
		where, args = append(where, "s.state = ?"), append(args, string(journal.SuggestionOpen))
	default:
		where, args = append(where, "s.state = ?"), append(args, string(f.State))
	}
	if f.Community != "" {
		where, args = append(where, "s.community = ?"), append(args, string(f.Community))
	}
	if !f.DueBy.IsZero() {
		// As text 2026-12 comes before 2026-12-01: a month is due from its first day.
		where, args = append(where, "s.try_by <> '' AND s.try_by <= ?"), append(args, f.DueBy.Format("2006-01-02"))
	}
	return `
		SELECT ` + suggestionColumns + ` FROM suggestion s LEFT JOIN community c ON c.id = s.community
		WHERE ` + strings.Join(where, " AND ") + `
		ORDER BY s.try_by = '', s.try_by, s.created, s.id LIMIT ?`, append(args, limit(f.Limit))
}

// putSuggestion adds a suggestion, or changes what it says when it is there.
// What has come of it stays.
func putSuggestion(ctx context.Context, t tx, s journal.Suggestion) error {
	if s.State == "" {
		s.State = journal.SuggestionOpen
	}
	if s.Created.IsZero() {
		s.Created = time.Now()
	}
	if s.ID == "" {
		s.ID = journal.NewID(s.Created)
	}
	var community, helped any
	if s.Community != nil {
		community = orNull(s.Community.ID)
	}
	if s.Helped != nil {
		helped = *s.Helped
	}
	_, err := t.exec(ctx, `
		INSERT INTO suggestion (id, text, from_role, community, element, try_by,
			created, created_offset, reflection, state, helped, note, closed, closed_offset)
		VALUES (?, ?, ?, coalesce((SELECT merged_into FROM community WHERE id = ?4), ?4), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET text = excluded.text, from_role = excluded.from_role,
			community = excluded.community, element = excluded.element, try_by = excluded.try_by`,
		string(s.ID), s.Text, s.FromRole, community, s.Element, string(s.TryBy),
		stamp(s.Created), offset(s.Created), orNull(s.Reflection), string(s.State), helped, s.Note,
		stamp(s.Closed), offset(s.Closed))
	return err
}
