package main

import (
	"context"
	"iter"
	"slices"

	"kith/journal"
	"kith/journal/archive"
	"kith/store"
)

// exportCommunities are the communities that an export is about, one after another,
// and what was observed of them: of a filter by community that one, else all, the
// archived ones too, and what was observed of the person.
func (a *app) exportCommunities(ctx context.Context, plan *exportPlan) (iter.Seq2[archive.Profile, error], iter.Seq2[journal.Observation, error], error) {
	nobody := func(func(archive.Profile, error) bool) {}
	nothing := func(func(journal.Observation, error) bool) {}
	s, err := query(ctx, a, func(s *store.Store, _ context.Context) (*store.Store, error) { return s, nil })
	if err != nil || s == nil {
		return nobody, nothing, err
	}
	var all []journal.Community
	if plan.community != "" {
		c, err := a.community(ctx, plan.community)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, c)
	} else if all, err = allCommunities(ctx, s); err != nil {
		return nil, nil, err
	}
	among := map[journal.ID]bool{} // the reflections that go out, where they are limited
	if plan.limit > 0 {
		listed, err := s.Reflections(ctx, plan.filter)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range listed {
			among[r.ID] = true
		}
	}
	profiles := func(yield func(archive.Profile, error) bool) {
		for _, c := range all {
			f := plan.filter
			f.Community, f.Limit, f.Reverse = c.ID, 0, false
			p, err := a.profile(ctx, s, c, f)
			if plan.limit > 0 {
				p.Written = slices.DeleteFunc(p.Written, func(r journal.Reflection) bool { return !among[r.ID] })
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
	observed := func(yield func(journal.Observation, error) bool) {
		ids := each(all, func(c journal.Community) journal.ID { return c.ID })
		if plan.community == "" {
			ids = append(ids, "")
		}
		for _, id := range ids {
			found, err := s.Observations(ctx, id, 0)
			if err != nil {
				yield(journal.Observation{}, err)
				return
			}
			for _, o := range found {
				if !yield(o, nil) {
					return
				}
			}
		}
	}
	return profiles, observed, nil
}

// profile is everything about a community, with the reflections that a filter picks.
func (a *app) profile(ctx context.Context, s *store.Store, c journal.Community, f journal.Filter) (p archive.Profile, err error) {
	if p.Community, err = s.FindCommunity(ctx, string(c.ID)); err != nil { // with what was merged into it
		return p, err
	}
	latest, err := s.Latest(ctx, []journal.ID{c.ID})
	if err != nil {
		return p, err
	}
	p.Latest, p.Reading = latest[c.ID], journal.Read(p.Community, latest[c.ID], a.now())
	if p.Observed, err = notUndone(ctx, s, c); err != nil {
		return p, err
	}
	if p.Written, err = s.Reflections(ctx, f); err != nil {
		return p, err
	}
	p.Suggestions, err = s.Suggestions(ctx, journal.SuggestionFilter{Community: c.ID, State: journal.SuggestionAll})
	return p, err
}
