package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Suggestions lists those that fit the filter: those with a date first and the
// earliest of them first, then the others in the order they were made.
func (s *Store) Suggestions(ctx context.Context, f journal.SuggestionFilter) ([]journal.Suggestion, error) {
	where, args := []string{"true"}, []any{}
	and := func(condition string, arg any) {
		where, args = append(where, condition), append(args, arg)
	}
	switch f.State {
	case journal.SuggestionAll:
	case "":
		and("s.state = ?", journal.SuggestionOpen)
	default:
		and("s.state = ?", f.State)
	}
	if f.Community != "" {
		and("s.community IN (SELECT m.id FROM community k JOIN community m ON m.root = k.root WHERE k.id = ?)", f.Community)
	}
	if !f.DueBy.IsZero() {
		// As text 2026-12 comes before 2026-12-01: a month is due from its first day.
		and("s.try_by <> '' AND s.try_by <= ?", f.DueBy.Format("2006-01-02"))
	}
	return read(ctx, s, func(t tx) ([]journal.Suggestion, error) {
		return suggestions(ctx, t, strings.Join(where, " AND ")+`
			ORDER BY s.try_by = '', s.try_by, s.created, s.id LIMIT ?`, append(args, cmp.Or(f.Limit, -1))...)
	})
}

// suggestions are those that a condition picks, which may say their order too.
func suggestions(ctx context.Context, t tx, where string, args ...any) ([]journal.Suggestion, error) {
	return query(ctx, t, func(r row) (s journal.Suggestion, err error) {
		var of journal.CommunityRef
		var page journal.ContributionRef
		err = r.Scan(&s.ID, &s.Text, &s.FromRole, &of.ID, &of.Name, &s.Element, &s.TryBy, scanTime{&s.Created}, scanOffset{&s.Created},
			&s.Reflection, &page.ID, &page.Title, &s.State, &s.Helped, &s.Note, scanTime{&s.Closed}, scanOffset{&s.Closed})
		if of.ID != "" {
			s.Community = &of
		}
		if page.ID != "" {
			s.Contribution = &page
		}
		return s, err
	}, `
		SELECT s.id, s.text, s.from_role, coalesce(c.id, ''), coalesce(c.name, ''), s.element, s.try_by,
			s.created, s.created_offset, coalesce(s.reflection, ''), coalesce(p.id, ''), coalesce(p.title, ''), s.state, s.helped, s.note, s.closed, s.closed_offset
		FROM suggestion s LEFT JOIN community c ON c.id = (SELECT k.root FROM community k WHERE k.id = s.community)
			LEFT JOIN contribution p ON p.id = s.contribution
		WHERE `+where, args...)
}

// Suggestion finds the one that a part of its id names, whatever its state, or the
// open one of a number: its place, from 1, among those that are open, in the order in
// which Suggestions lists them.
func (s *Store) Suggestion(ctx context.Context, ref string) (journal.Suggestion, error) {
	all, err := s.Suggestions(ctx, journal.SuggestionFilter{State: journal.SuggestionAll})
	if err != nil {
		return journal.Suggestion{}, err
	}
	const list = "kith suggestion list --state all shows those there are"
	id := strings.ToLower(strings.TrimSpace(ref))
	if n, err := strconv.Atoi(id); err == nil && len(id) < shortest {
		open := slices.DeleteFunc(all, func(s journal.Suggestion) bool { return s.State != journal.SuggestionOpen })
		if n < 1 || n > len(open) {
			return journal.Suggestion{}, journal.Errorf(journal.NotFound, "there is no suggestion %d: %s open", n, map[bool]string{true: "1 is", false: strconv.Itoa(len(open)) + " are"}[len(open) == 1]).WithHint(list)
		}
		return open[n-1], nil
	}
	if len(id) < shortest {
		return journal.Suggestion{}, journal.Errorf(journal.Invalid, "%q is too short to name a suggestion", text.Line(ref)).
			WithHint("type its number, or at least four characters of its id; %s", list)
	}
	found, ok, err := oneOf(all, func(s journal.Suggestion) journal.CommunityRef {
		return journal.CommunityRef{ID: s.ID, Name: text.Cut(s.Text, 40)}
	},
		ref, "suggestions",
		func(s journal.Suggestion) bool { return strings.HasSuffix(string(s.ID), id) },
		func(s journal.Suggestion) bool { return strings.Contains(string(s.ID), id) })
	if err == nil && !ok {
		err = journal.Errorf(journal.NotFound, "there is no suggestion %q", text.Line(ref)).WithHint(list)
	}
	return found, err
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
	var of journal.CommunityRef
	if s.Community != nil {
		of = *s.Community
	}
	var page journal.ContributionRef
	if s.Contribution != nil {
		page = *s.Contribution
	}
	_, err := t.exec(ctx, `
		INSERT INTO suggestion (id, text, from_role, community, element, try_by,
			created, created_offset, reflection, contribution, state, helped, note, closed, closed_offset)
		VALUES (?, ?, ?, nullif(?, ''), ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET text = excluded.text, from_role = excluded.from_role,
			community = excluded.community, element = excluded.element, try_by = excluded.try_by`,
		s.ID, s.Text, s.FromRole, of.ID, s.Element, s.TryBy, stamp(s.Created), offset(s.Created), s.Reflection,
		page.ID, s.State, s.Helped, s.Note, stamp(s.Closed), offset(s.Closed))
	return err
}

// AddSuggestion keeps a new suggestion, and gives it as it was kept.
func (s *Store) AddSuggestion(ctx context.Context, sg journal.Suggestion) (journal.Suggestion, error) {
	if err := s.update(ctx, func(t tx) error { return putSuggestion(ctx, t, sg) }); err != nil {
		return sg, err
	}
	return s.Suggestion(ctx, string(sg.ID))
}

// ChangeSuggestion changes what has become of a suggestion, which a part of its id
// names: its day, its state and what came of it. The rest stays as it is.
func (s *Store) ChangeSuggestion(ctx context.Context, ref string, change func(*journal.Suggestion)) (journal.Suggestion, error) {
	sg, err := s.Suggestion(ctx, ref)
	if err != nil {
		return sg, err
	}
	change(&sg)
	if err := journal.CheckText("the note", sg.Note); err != nil {
		return sg, err
	}
	return sg, s.update(ctx, func(t tx) error { return changeSuggestion(ctx, t, sg) })
}

// changeSuggestion keeps what has become of a suggestion.
func changeSuggestion(ctx context.Context, t tx, sg journal.Suggestion) error {
	_, err := t.exec(ctx, `UPDATE suggestion SET try_by = ?, state = ?, helped = ?, note = ?, closed = ?, closed_offset = ? WHERE id = ?`,
		sg.TryBy, sg.State, sg.Helped, sg.Note, stamp(sg.Closed), offset(sg.Closed), sg.ID)
	return err
}
