package store

import (
	"context"
	"errors"
	"iter"

	"kith/journal"
)

// errStop ends a pass over the records that nobody wants any more of.
var errStop = errors.New("stop")

// EachRecord gives all there is in the journal as it is at this moment, one kind after
// another: each in the order of ids, and what was observed in the order it was written.
// Memory does not grow with the journal. An error ends it.
func (s *Store) EachRecord(ctx context.Context) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		give := func(r journal.Record) error {
			if !yield(r, nil) {
				return errStop
			}
			return nil
		}
		stopped := false
		_, err := read(ctx, s, func(t tx) (_ struct{}, err error) {
			for _, each := range []func(context.Context, tx, func(journal.Record) error) error{
				eachCommunityRecord, eachReflectionRecord, eachContributionRecord, eachObservationRecord,
				eachSuggestionRecord, eachShareRecord, eachCircleRecord, eachDraftRecord, eachTrashedRecord,
			} {
				if err := each(ctx, t, give); err != nil {
					stopped = errors.Is(err, errStop)
					return struct{}{}, err
				}
			}
			return struct{}{}, nil
		})
		if err != nil && !stopped {
			yield(journal.Record{}, err)
		}
	}
}

// CountRecords counts what EachRecord gives.
func (s *Store) CountRecords(ctx context.Context) (int, error) {
	return read(ctx, s, func(t tx) (n int, err error) {
		err = t.QueryRowContext(ctx, `
			SELECT (SELECT count(*) FROM community) + (SELECT count(*) FROM reflection) + (SELECT count(*) FROM contribution)
				+ (SELECT count(*) FROM observation) + (SELECT count(*) FROM suggestion) + (SELECT count(*) FROM share) + (SELECT count(*) FROM circle) + (SELECT count(*) FROM draft) + (SELECT count(*) FROM trashed)`).Scan(&n)
		return n, err
	})
}

func eachCommunityRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	scan := func(r row) (*journal.CommunityRecord, error) {
		var c journal.CommunityRecord
		err := r.Scan(&c.ID, &c.Name, &c.Alias, &c.About, &c.Where, &c.Rhythm, &c.Started,
			scanTime{&c.Created}, scanOffset{&c.Created}, scanTime{&c.Archived}, scanOffset{&c.Archived},
			&c.State, &c.NameFree, &c.AliasFree, &c.MergedInto, scanJSON{&c.Taken}, scanTime{&c.Ended}, scanOffset{&c.Ended})
		return &c, err
	}
	return eachPage(ctx, t, `
		SELECT `+communityColumns+`, c.state, c.name_folded = ' ' || c.id, c.alias <> '' AND c.alias_folded IS NULL,
			coalesce(c.merged_into, ''), c.taken, c.ended, c.ended_offset
		FROM community c WHERE c.id > ? ORDER BY c.id LIMIT ?`, scan, func(c *journal.CommunityRecord) journal.ID { return c.ID },
		func(page []*journal.CommunityRecord, ids []journal.ID) error {
			const among = ` WHERE community IN (SELECT value FROM json_each(?)) ORDER BY community, `
			kinds, err := byOwner(ctx, t, ids, scanText, `SELECT community, kind FROM community_kind`+among+`position`)
			if err != nil {
				return err
			}
			tags, err := byOwner(ctx, t, ids, scanText, `SELECT community, tag FROM community_tag`+among+`position`)
			if err != nil {
				return err
			}
			former, err := byOwner(ctx, t, ids, scanText, `SELECT community, name FROM former_name`+among+`name`)
			if err != nil {
				return err
			}
			for _, c := range page {
				c.Kinds, c.Tags, c.Former = kinds[c.ID], tags[c.ID], former[c.ID]
				if err := give(journal.Record{Community: c}); err != nil {
					return err
				}
			}
			return nil
		})
}

func eachReflectionRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	scan := func(rw row) (*journal.ReflectionRecord, error) {
		r, err := scanReflection(rw)
		return &journal.ReflectionRecord{
			ID: r.ID, Title: r.Title, Activity: r.Activity, Created: r.Created, Updated: r.Updated, Minutes: r.Minutes, Private: r.Private,
		}, err
	}
	scanRevision := func(r row) (v journal.RevisionRecord, err error) {
		body := ""
		err = r.Scan(&v.Number, &body)
		v.Body = []byte(body)
		return v, err
	}
	scanAnswer := func(r row) (a journal.AnswerRecord, err error) {
		err = r.Scan(&a.Key, &a.Loop, &a.Prompt, &a.Kind, scanJSON{&a.Value}, &a.Value.Text, scanJSON{&a.Labels}, &a.Community, &a.Private)
		return a, err
	}
	return eachPage(ctx, t, `SELECT `+reflectionColumns+` FROM reflection r WHERE r.id > ? ORDER BY r.id LIMIT ?`, scan,
		func(r *journal.ReflectionRecord) journal.ID { return r.ID }, func(page []*journal.ReflectionRecord, ids []journal.ID) error {
			tags, err := byOwner(ctx, t, ids, scanText, tagsOf)
			if err != nil {
				return err
			}
			about, err := byOwner(ctx, t, ids, scanText, `
			SELECT reflection, community FROM reflection_community
			WHERE reflection IN (SELECT value FROM json_each(?)) ORDER BY reflection, position`)
			if err != nil {
				return err
			}
			answers, err := byOwner(ctx, t, ids, scanAnswer, `
			SELECT reflection, key, loop, prompt, kind, value, text, labels, coalesce(community, ''), private FROM answer
			WHERE reflection IN (SELECT value FROM json_each(?)) ORDER BY reflection, position`)
			if err != nil {
				return err
			}
			history, err := byOwner(ctx, t, ids, scanRevision, `
				SELECT reflection, number, body FROM revision
				WHERE reflection IN (SELECT value FROM json_each(?)) ORDER BY reflection, number`)
			if err != nil {
				return err
			}
			for _, r := range page {
				r.Tags, r.Answers, r.History = tags[r.ID], answers[r.ID], history[r.ID]
				for _, id := range about[r.ID] {
					r.Communities = append(r.Communities, journal.ID(id))
				}
				if err := give(journal.Record{Reflection: r}); err != nil {
					return err
				}
			}
			return nil
		})
}

// eachPage goes over a table in the order of ids, a page at a time, each with its ids.
// The query takes the id behind which a page begins and how long it is.
func eachPage[T any](ctx context.Context, t tx, rows string, scan func(row) (T, error), id func(T) journal.ID, use func([]T, []journal.ID) error) error {
	for last := journal.ID(""); ; {
		page, err := query(ctx, t, scan, rows, last, pageSize)
		if err != nil || len(page) == 0 {
			return err
		}
		ids := make([]journal.ID, len(page))
		for i, one := range page {
			ids[i] = id(one)
		}
		if err := use(page, ids); err != nil {
			return err
		}
		last = ids[len(ids)-1]
	}
}

// eachRow goes over the rows of a query as they are read.
func eachRow(ctx context.Context, t tx, use func(row) error, rows string) error {
	_, err := query(ctx, t, func(r row) (struct{}, error) { return struct{}{}, use(r) }, rows)
	return err
}

func eachObservationRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	return eachRow(ctx, t, func(r row) error {
		var o journal.ObservationRecord
		if err := r.Scan(&o.ID, &o.Community, &o.Measure, scanJSON{&o.Value}, &o.Value.Text, scanJSON{&o.Labels},
			scanTime{&o.At}, scanOffset{&o.At}, &o.Reflection, &o.Note, &o.Batch, scanTime{&o.Undone}, scanOffset{&o.Undone}); err != nil {
			return err
		}
		return give(journal.Record{Observation: &o})
	}, `
		SELECT id, coalesce(community, ''), measure, value, text, labels, at, at_offset,
			coalesce(reflection, ''), note, batch, undone, undone_offset FROM observation ORDER BY rowid`)
}

func eachContributionRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	versions := func(r row) (v journal.ContributionVersionRecord, err error) {
		err = r.Scan(scanTime{&v.Until}, scanOffset{&v.Until}, &v.Title, &v.By, &v.Written, &v.Text, &v.Digest)
		return v, err
	}
	scan := func(r row) (*journal.ContributionRecord, error) {
		var c journal.ContributionRecord
		err := r.Scan(&c.ID, &c.Page, &c.Title, &c.Activity, &c.By, &c.Written, &c.Text, &c.Source, &c.Circle, &c.Digest,
			scanTime{&c.Added}, scanOffset{&c.Added}, scanTime{&c.Read}, scanOffset{&c.Read}, &c.State, scanTime{&c.Ended}, scanOffset{&c.Ended})
		return &c, err
	}
	return eachPage(ctx, t, `
		SELECT id, page, title, activity, "by", written, text, source, circle, digest, added, added_offset,
			read, read_offset, state, ended, ended_offset FROM contribution WHERE id > ? ORDER BY id LIMIT ?`, scan,
		func(c *journal.ContributionRecord) journal.ID { return c.ID }, func(page []*journal.ContributionRecord, ids []journal.ID) error {
			earlier, err := byOwner(ctx, t, ids, versions, `
			SELECT contribution, until, until_offset, title, "by", written, text, digest FROM contribution_version
			WHERE contribution IN (SELECT value FROM json_each(?)) ORDER BY contribution, until, rowid`)
			if err != nil {
				return err
			}
			for _, c := range page {
				c.Earlier = earlier[c.ID]
				if err := give(journal.Record{Contribution: c}); err != nil {
					return err
				}
			}
			return nil
		})
}

func eachCircleRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	scan := func(r row) (*journal.CircleRecord, error) {
		var c journal.CircleRecord
		err := r.Scan(&c.ID, &c.Name, &c.Place, &c.Role, scanTime{&c.Joined}, scanOffset{&c.Joined},
			scanTime{&c.Changed}, scanOffset{&c.Changed}, &c.Seen, &c.Trouble, scanTime{&c.Ended})
		return &c, err
	}
	scanFile := func(r row) (f journal.CircleFileRecord, err error) {
		err = r.Scan(&f.Path, &f.Page, &f.Text, scanTime{&f.Made}, scanOffset{&f.Made}, scanTime{&f.Sent}, scanOffset{&f.Sent}, &f.Again, &f.Withdrawn)
		return f, err
	}
	scanReply := func(r row) (p journal.ReplyRecord, err error) {
		err = r.Scan(&p.ID, &p.Path, &p.Page, &p.By, &p.Written, &p.Text, scanTime{&p.Added}, scanOffset{&p.Added})
		return p, err
	}
	return eachPage(ctx, t, `
		SELECT id, name, place, role, joined, joined_offset, changed, changed_offset, seen, trouble, ended
		FROM circle WHERE id > ? ORDER BY id LIMIT ?`, scan,
		func(c *journal.CircleRecord) journal.ID { return c.ID }, func(page []*journal.CircleRecord, ids []journal.ID) error {
			files, err := byOwner(ctx, t, ids, scanFile, `
				SELECT circle, path, page, text, made, made_offset, sent, sent_offset, again, withdrawn FROM circle_file
				WHERE circle IN (SELECT value FROM json_each(?)) ORDER BY circle, path`)
			if err != nil {
				return err
			}
			replies, err := byOwner(ctx, t, ids, scanReply, `
				SELECT circle, id, path, page, "by", written, text, added, added_offset FROM reply
				WHERE circle IN (SELECT value FROM json_each(?)) ORDER BY circle, id`)
			if err != nil {
				return err
			}
			for _, c := range page {
				c.Files, c.Replies = files[c.ID], replies[c.ID]
				if err := give(journal.Record{Circle: c}); err != nil {
					return err
				}
			}
			return nil
		})
}

func eachShareRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	return eachRow(ctx, t, func(r row) error {
		var sh journal.ShareRecord
		if err := r.Scan(&sh.ID, &sh.Page, &sh.Reflection, &sh.Title, &sh.By, scanTime{&sh.Made}, scanOffset{&sh.Made},
			&sh.To, &sh.Place, scanJSON{&sh.Answers}, &sh.Text); err != nil {
			return err
		}
		return give(journal.Record{Share: &sh})
	}, `
		SELECT id, page, coalesce(reflection, ''), title, role, made, made_offset, destination, place, answers, text
		FROM share ORDER BY id`)
}

func eachSuggestionRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	return eachRow(ctx, t, func(r row) error {
		var sg journal.SuggestionRecord
		if err := r.Scan(&sg.ID, &sg.Text, &sg.FromRole, &sg.Community, &sg.Element, &sg.TryBy, scanTime{&sg.Created}, scanOffset{&sg.Created},
			&sg.Reflection, &sg.Contribution, &sg.State, &sg.Helped, &sg.Note, scanTime{&sg.Closed}, scanOffset{&sg.Closed}); err != nil {
			return err
		}
		return give(journal.Record{Suggestion: &sg})
	}, `
		SELECT id, text, from_role, coalesce(community, ''), element, try_by, created, created_offset,
			coalesce(reflection, ''), coalesce(contribution, ''), state, helped, note, closed, closed_offset FROM suggestion ORDER BY id`)
}

func eachDraftRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	return eachRow(ctx, t, func(r row) error {
		d, body := journal.DraftRecord{}, ""
		if err := r.Scan(&d.ID, &d.Activity, &d.Title, scanTime{&d.Updated}, scanOffset{&d.Updated}, &d.Step, &d.Steps, &body); err != nil {
			return err
		}
		d.Body = []byte(body)
		return give(journal.Record{Draft: &d})
	}, `SELECT id, activity, title, updated, updated_offset, step, steps, body FROM draft ORDER BY id`)
}

func eachTrashedRecord(ctx context.Context, t tx, give func(journal.Record) error) error {
	return eachRow(ctx, t, func(r row) error {
		x, body := journal.TrashedRecord{}, ""
		if err := r.Scan(&x.ID, &x.Title, scanTime{&x.At}, scanOffset{&x.At}, &body); err != nil {
			return err
		}
		x.Body = []byte(body)
		return give(journal.Record{Trashed: &x})
	}, `SELECT id, title, at, at_offset, body FROM trashed ORDER BY id`)
}
