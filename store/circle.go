package store

import (
	"context"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// AddCircle keeps a circle that the person has joined. A name that another has is a
// Conflict.
func (s *Store) AddCircle(ctx context.Context, c journal.Circle) error {
	return s.update(ctx, func(t tx) error {
		all, err := circles(ctx, t)
		if err != nil {
			return err
		}
		for _, other := range all {
			switch {
			case other.Place == c.Place: // what is there would come in twice
				return journal.Errorf(journal.Conflict, "you are at %s already, in %s", text.Line(c.Place), text.Line(other.Name)).
					WithHint("read what is there: kith circle read %s", text.ShellWord(other.Name))
			case text.Fold(other.Name) == text.Fold(c.Name):
				return journal.Errorf(journal.Conflict, "you call another circle %s: the one at %s", text.Line(other.Name), text.Line(other.Place)).
					WithHint("choose another name for this one")
			}
		}
		_, err = t.exec(ctx, `
			INSERT INTO circle (id, name, name_folded, place, role, joined, joined_offset) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			c.ID, c.Name, text.Fold(c.Name), c.Place, c.Role, stamp(c.Joined), offset(c.Joined))
		return err
	})
}

// Circles lists those that the person is in, by name.
func (s *Store) Circles(ctx context.Context) ([]journal.Circle, error) {
	return read(ctx, s, func(t tx) ([]journal.Circle, error) { return circles(ctx, t) })
}

func circles(ctx context.Context, t tx) ([]journal.Circle, error) {
	return query(ctx, t, func(r row) (c journal.Circle, err error) {
		err = r.Scan(&c.ID, &c.Name, &c.Place, &c.Role, scanTime{&c.Joined}, scanOffset{&c.Joined},
			scanTime{&c.Changed}, scanOffset{&c.Changed}, &c.Seen, &c.Trouble, &c.Waiting)
		return c, err
	}, `
		SELECT id, name, place, role, joined, joined_offset, changed, changed_offset, seen, trouble,
			(SELECT count(*) FROM circle_file f WHERE f.circle = circle.id AND f.sent IS NULL)
		FROM circle WHERE ended IS NULL ORDER BY name_folded`)
}

// Circle finds the one that a name, an id, or a part of a name that fits only one, means.
// Where the person is in one circle alone, no name means that.
func (s *Store) Circle(ctx context.Context, name string) (journal.Circle, error) {
	return read(ctx, s, func(t tx) (journal.Circle, error) {
		all, err := circles(ctx, t)
		if err != nil {
			return journal.Circle{}, err
		}
		folded := text.Fold(name)
		if folded == "" && len(all) > 1 {
			names := make([]string, len(all))
			for i, c := range all {
				names[i] = text.Line(c.Name)
			}
			return journal.Circle{}, journal.Errorf(journal.Conflict, "you are in several circles: %s", strings.Join(names, ", ")).
				WithHint("name the one you mean")
		}
		found, ok, err := oneOf(all, func(c journal.Circle) journal.CommunityRef {
			return journal.CommunityRef{ID: c.ID, Name: c.Name}
		},
			name, "circles",
			func(c journal.Circle) bool {
				return text.Fold(c.Name) == folded || string(c.ID) == name || folded == ""
			},
			func(c journal.Circle) bool { return strings.Contains(text.Fold(c.Name), folded) })
		switch {
		case err != nil:
			return found, err
		case len(all) == 0:
			return found, journal.Errorf(journal.NotFound, "you are in no circle yet").
				WithHint("join one, at a shared folder or a git repository: kith circle join NAME PLACE")
		case !ok:
			names := make([]string, len(all))
			for i, c := range all {
				names[i] = c.Name
			}
			return found, journal.Errorf(journal.NotFound, "you are in no circle called %s", text.Line(name)).
				WithHint("%s", didYouMean(name, names, "kith circle list shows those you are in"))
		}
		return found, nil
	})
}

// LeaveCircle takes a circle out of the lists. What waits to be sent to it waits no
// more; what the person put there is still known, here and there.
func (s *Store) LeaveCircle(ctx context.Context, id journal.ID, at time.Time) error {
	return s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE circle SET ended = ?, seen = '', trouble = '' WHERE id = ?`, stamp(at), id)
		return err
	})
}

// SawCircle keeps that a circle was read, and how it was.
func (s *Store) SawCircle(ctx context.Context, id journal.ID, seen string, at time.Time) error {
	return s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE circle SET seen = ?, changed = ?, changed_offset = ? WHERE id = ?`, seen, stamp(at), offset(at), id)
		return err
	})
}

// TroubleAt keeps why what waits for a circle could not be sent; "" where it could.
func (s *Store) TroubleAt(ctx context.Context, id journal.ID, trouble string) error {
	return s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE circle SET trouble = ? WHERE id = ?`, trouble, id)
		return err
	})
}

// Post keeps a page that is to go to a circle, and has it wait to be sent. A page that
// is there already is written again, where it is.
func (s *Store) Post(ctx context.Context, sh journal.Share, circle journal.ID, path string) error {
	return s.update(ctx, func(t tx) error {
		if err := addShare(ctx, t, sh); err != nil {
			return err
		}
		there, err := query(ctx, t, scanText, `
			SELECT path FROM circle_file WHERE circle = ? AND page = ? AND path NOT LIKE 'replies/%' AND withdrawn = 0`, circle, sh.Page)
		if err != nil {
			return err
		}
		if len(there) > 0 {
			path = there[0]
		}
		return putCircleFile(ctx, t, circle, journal.CircleFile{Path: path, Page: sh.Page, Text: sh.Text, Made: sh.Made})
	})
}

// AddCircleFile has a file wait to be sent to a circle.
func (s *Store) AddCircleFile(ctx context.Context, circle journal.ID, f journal.CircleFile) error {
	return s.update(ctx, func(t tx) error { return putCircleFile(ctx, t, circle, f) })
}

func putCircleFile(ctx context.Context, t tx, circle journal.ID, f journal.CircleFile) error {
	_, err := t.exec(ctx, `
		INSERT INTO circle_file (circle, path, page, text, made, made_offset, withdrawn) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (circle, path) DO UPDATE SET text = excluded.text, made = excluded.made, made_offset = excluded.made_offset,
			again = again OR sent IS NOT NULL, sent = NULL, sent_offset = 0, withdrawn = excluded.withdrawn`,
		circle, f.Path, f.Page, f.Text, stamp(f.Made), offset(f.Made), f.Withdrawn)
	return err
}

// CircleFiles lists what the person put at a circle, or wants to, in the order it was
// made; with waiting only what is not sent.
func (s *Store) CircleFiles(ctx context.Context, circle journal.ID, waiting bool) ([]journal.CircleFile, error) {
	return read(ctx, s, func(t tx) ([]journal.CircleFile, error) {
		return query(ctx, t, func(r row) (f journal.CircleFile, err error) {
			err = r.Scan(&f.Path, &f.Page, &f.Text, scanTime{&f.Made}, scanOffset{&f.Made}, scanTime{&f.Sent}, scanOffset{&f.Sent}, &f.Again, &f.Withdrawn)
			return f, err
		}, `
			SELECT path, page, text, made, made_offset, sent, sent_offset, again, withdrawn
			FROM circle_file WHERE circle = ? AND (? = 0 OR sent IS NULL) ORDER BY made, path`, circle, waiting)
	})
}

// SentFiles keeps that files are at a circle as they were when they were listed. One
// that was changed meanwhile still waits.
func (s *Store) SentFiles(ctx context.Context, circle journal.ID, files []journal.CircleFile, at time.Time) error {
	return s.update(ctx, func(t tx) error {
		for _, f := range files {
			if _, err := t.exec(ctx, `
				UPDATE circle_file SET sent = ?, sent_offset = ? WHERE circle = ? AND path = ? AND made = ? AND withdrawn = ? AND sent IS NULL`,
				stamp(at), offset(at), circle, f.Path, stamp(f.Made), f.Withdrawn); err != nil {
				return err
			}
		}
		_, err := t.exec(ctx, `UPDATE circle SET trouble = '' WHERE id = ?`, circle)
		return err
	})
}

// CircleFile finds a page or a reply of the person's own that is at a circle, or waits
// to be: by its path or a part of its own id, a page by a share of it too.
func (s *Store) CircleFile(ctx context.Context, ref string) (journal.Circle, journal.CircleFile, error) {
	var found journal.Circle
	var file journal.CircleFile
	part := strings.ToLower(strings.TrimSpace(ref))
	if len(part) < shortest {
		return found, file, journal.Errorf(journal.Invalid, "%q is too short to name a page", text.Line(ref)).
			WithHint("type at least four characters of its id, as in: kith share list")
	}
	type at struct{ circle, path string }
	all, err := read(ctx, s, func(t tx) ([]at, error) {
		return query(ctx, t, func(r row) (one at, err error) {
			err = r.Scan(&one.circle, &one.path)
			return one, err
		}, `
			SELECT c.name, f.path FROM circle_file f JOIN circle c ON c.id = f.circle AND c.ended IS NULL
			WHERE f.withdrawn = 0 AND (f.path = ?1 OR f.path LIKE 'replies/%' AND instr(substr(f.path, length(f.page) + 10), ?2) > 0
				OR f.path NOT LIKE 'replies/%' AND (instr(f.page, ?2) > 0
					OR f.page IN (SELECT page FROM share WHERE destination = 'circle' AND place = c.name AND instr(id, ?2) > 0)))
			ORDER BY c.name_folded, f.path LIMIT 6`, strings.TrimSpace(ref), part)
	})
	switch {
	case err != nil:
		return found, file, err
	case len(all) == 0:
		return found, file, journal.Errorf(journal.NotFound, "nothing of yours in a circle is called %s", text.Line(ref)).
			WithHint("see what is there: kith circle status")
	case len(all) > 1:
		var fits []string
		for _, one := range all {
			fits = append(fits, text.Line(one.path)+" in "+text.Line(one.circle))
		}
		return found, file, ambiguous(ref, "files", fits).WithHint("type more of the id, or the whole path")
	}
	if found, err = s.Circle(ctx, all[0].circle); err != nil {
		return found, file, err
	}
	files, err := s.CircleFiles(ctx, found.ID, false)
	for _, f := range files {
		if f.Path == all[0].path {
			file = f
		}
	}
	return found, file, err
}
