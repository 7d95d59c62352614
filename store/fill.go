package store

import (
	"context"
	"iter"

	"kith/journal"
	"kith/journal/text"
)

// Fill puts records into a journal that holds nothing yet, in the order EachRecord
// gives them: all of them or none. A journal that holds something is a conflict.
func (s *Store) Fill(ctx context.Context, records iter.Seq2[journal.Record, error]) error {
	return s.update(ctx, func(t tx) error {
		for _, table := range []string{"community", "reflection", "contribution", "observation", "suggestion", "share", "circle", "draft", "trashed"} {
			some, err := query(ctx, t, scanText, `SELECT id FROM `+table+` LIMIT 1`)
			if err != nil {
				return err
			}
			if len(some) > 0 {
				return journal.Errorf(journal.Conflict, "the journal %s holds something already, and a whole journal goes into an empty one", s.path).
					WithHint("name another one: --journal NAME")
			}
		}
		var merged []*journal.CommunityRecord
		for r, err := range records {
			switch {
			case err != nil:
				return err
			case r.Community != nil:
				if r.Community.MergedInto != "" {
					merged = append(merged, r.Community)
				}
				err = putCommunityRecord(ctx, t, r.Community)
			case r.Reflection != nil:
				err = putReflectionRecord(ctx, t, r.Reflection)
			case r.Contribution != nil:
				err = putContributionRecord(ctx, t, r.Contribution)
			case r.Share != nil:
				err = putShareRecord(ctx, t, r.Share)
			case r.Circle != nil:
				err = putCircleRecord(ctx, t, r.Circle)
			case r.Observation != nil:
				err = putObservationRecord(ctx, t, r.Observation)
			case r.Suggestion != nil:
				err = putSuggestionRecord(ctx, t, r.Suggestion)
			case r.Draft != nil:
				err = putDraftRecord(ctx, t, r.Draft)
			case r.Trashed != nil:
				_, err = t.exec(ctx, `INSERT INTO trashed (id, title, at, at_offset, body) VALUES (?, ?, ?, ?, ?)`,
					r.Trashed.ID, r.Trashed.Title, stamp(r.Trashed.At), offset(r.Trashed.At), string(r.Trashed.Body))
			}
			if err != nil {
				return err
			}
		}
		for _, c := range merged { // once all are there
			if _, err := t.exec(ctx, `UPDATE community SET state = 'merged', merged_into = ?2 WHERE id = ?1`, c.ID, c.MergedInto); err != nil {
				return err
			}
		}
		_, err := t.exec(ctx, `
			WITH RECURSIVE part (id, root) AS (
				SELECT id, id FROM community WHERE merged_into IS NULL
				UNION ALL SELECT c.id, p.root FROM part p JOIN community c ON c.merged_into = p.id)
			UPDATE community SET root = p.root FROM part p WHERE p.id = community.id AND p.root <> community.root`)
		return err
	})
}

func putCommunityRecord(ctx context.Context, t tx, c *journal.CommunityRecord) error {
	state := c.State
	if state == journal.CommunityMerged { // until what it was merged into is there
		state = journal.CommunityKept
	}
	taken := "null"
	if c.Taken != nil {
		var err error
		if taken, err = encode(c.Taken); err != nil {
			return err
		}
	}
	folded, alias := text.Fold(c.Name), text.Fold(c.Alias)
	if c.NameFree {
		folded = " " + string(c.ID)
	}
	if c.AliasFree {
		alias = ""
	}
	_, err := t.exec(ctx, `
		INSERT INTO community (id, root, name, name_folded, alias, alias_folded, about, "where", rhythm, started, created, created_offset,
			archived, archived_offset, state, taken, ended, ended_offset)
		VALUES (?1, ?1, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 'null'), ?, ?)`,
		c.ID, c.Name, folded, c.Alias, alias, c.About, c.Where, c.Rhythm, c.Started, stamp(c.Created), offset(c.Created),
		stamp(c.Archived), offset(c.Archived), state, taken, stamp(c.Ended), offset(c.Ended))
	if err != nil {
		return err
	}
	for _, name := range c.Former {
		if _, err := t.exec(ctx, `INSERT INTO former_name VALUES (?, ?) ON CONFLICT DO NOTHING`, c.ID, name); err != nil {
			return err
		}
	}
	if err := setWords(ctx, t, "community_kind", c.ID, c.Kinds); err != nil {
		return err
	}
	return setWords(ctx, t, "community_tag", c.ID, c.Tags)
}

func putReflectionRecord(ctx context.Context, t tx, r *journal.ReflectionRecord) error {
	whole := journal.Reflection{
		ID: r.ID, Title: r.Title, Activity: r.Activity, Created: r.Created, Updated: r.Updated, Minutes: r.Minutes, Private: r.Private, Tags: r.Tags,
	}
	for _, id := range r.Communities {
		whole.Communities = append(whole.Communities, journal.CommunityRef{ID: id})
	}
	for _, a := range r.Answers {
		said := journal.Answer{Key: a.Key, Loop: a.Loop, Prompt: a.Prompt, Kind: a.Kind, Value: a.Value, Labels: a.Labels, Private: a.Private}
		if a.Community != "" {
			said.Community = &journal.CommunityRef{ID: a.Community}
		}
		whole.Answers = append(whole.Answers, said)
	}
	err := insertReflection(ctx, t, whole)
	for _, v := range r.History {
		if err == nil {
			_, err = t.exec(ctx, `INSERT INTO revision (reflection, number, body) VALUES (?, ?, ?)`, r.ID, v.Number, string(v.Body))
		}
	}
	return err
}

func putObservationRecord(ctx context.Context, t tx, o *journal.ObservationRecord) error {
	return insertObservation(ctx, t, journal.Observation{
		ID: o.ID, Community: o.Community, Measure: o.Measure, Value: o.Value, Labels: o.Labels, At: o.At,
		Reflection: o.Reflection, Note: o.Note, Undone: o.Undone,
	}, o.Batch)
}

func putSuggestionRecord(ctx context.Context, t tx, s *journal.SuggestionRecord) error {
	whole := s.Suggestion
	if s.Community != "" {
		whole.Community = &journal.CommunityRef{ID: s.Community}
	}
	if s.Contribution != "" {
		whole.Contribution = &journal.ContributionRef{ID: s.Contribution}
	}
	return putSuggestion(ctx, t, whole)
}

func putDraftRecord(ctx context.Context, t tx, d *journal.DraftRecord) error {
	_, err := t.exec(ctx, `
		INSERT INTO draft (id, activity, title, updated, updated_offset, step, steps, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ID, d.Activity, d.Title, stamp(d.Updated), offset(d.Updated), d.Step, d.Steps, string(d.Body))
	return err
}

func putContributionRecord(ctx context.Context, t tx, c *journal.ContributionRecord) error {
	_, err := t.exec(ctx, `
		INSERT INTO contribution (id, page, title, activity, "by", written, text, source, circle, digest, added, added_offset,
			read, read_offset, state, ended, ended_offset)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Page, c.Title, c.Activity, c.By, c.Written, c.Text, c.Source, c.Circle, c.Digest, stamp(c.Added), offset(c.Added),
		stamp(c.Read), offset(c.Read), c.State, stamp(c.Ended), offset(c.Ended))
	for _, v := range c.Earlier {
		if err == nil {
			_, err = t.exec(ctx, `
				INSERT INTO contribution_version (contribution, until, until_offset, title, "by", written, text, digest)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				c.ID, stamp(v.Until), offset(v.Until), v.Title, v.By, v.Written, v.Text, v.Digest)
		}
	}
	return err
}

func putShareRecord(ctx context.Context, t tx, sh *journal.ShareRecord) error {
	return addShare(ctx, t, journal.Share{
		ID: sh.ID, Page: sh.Page, Reflection: sh.Reflection, Title: sh.Title, By: sh.By, Made: sh.Made, To: sh.To, Place: sh.Place,
		Answers: sh.Answers, Text: sh.Text,
	})
}

func putCircleRecord(ctx context.Context, t tx, c *journal.CircleRecord) error {
	_, err := t.exec(ctx, `
		INSERT INTO circle (id, name, name_folded, place, role, joined, joined_offset, changed, changed_offset, seen, trouble, ended)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Name, text.Fold(c.Name), c.Place, c.Role, stamp(c.Joined), offset(c.Joined), stamp(c.Changed), offset(c.Changed),
		c.Seen, c.Trouble, stamp(c.Ended))
	if err != nil {
		return err
	}
	for _, f := range c.Files {
		if _, err := t.exec(ctx, `
			INSERT INTO circle_file (circle, path, page, text, made, made_offset, sent, sent_offset, again, withdrawn)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.ID, f.Path, f.Page, f.Text, stamp(f.Made), offset(f.Made), stamp(f.Sent), offset(f.Sent), f.Again, f.Withdrawn); err != nil {
			return err
		}
	}
	for _, p := range c.Replies {
		if _, err := t.exec(ctx, `
			INSERT INTO reply (id, circle, path, page, "by", written, text, added, added_offset)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			p.ID, c.ID, p.Path, p.Page, p.By, p.Written, p.Text, stamp(p.Added), offset(p.Added)); err != nil {
			return err
		}
	}
	return nil
}
