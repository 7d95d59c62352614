package store

import (
	"context"

	"kith/journal"
)

// AddReplies keeps what other people replied in a circle, all of it or none, and gives
// what of it is new or says something else than it did.
func (s *Store) AddReplies(ctx context.Context, circle journal.ID, replies ...journal.Reply) (fresh []journal.Reply, err error) {
	if len(replies) == 0 {
		return nil, nil
	}
	err = s.update(ctx, func(t tx) error {
		for _, r := range replies {
			n, err := t.exec(ctx, `
				INSERT INTO reply (id, circle, path, page, "by", written, text, added, added_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (circle, path) DO UPDATE SET page = excluded.page, "by" = excluded."by", written = excluded.written,
					text = excluded.text, added = excluded.added, added_offset = excluded.added_offset
				WHERE page <> excluded.page OR "by" <> excluded."by" OR written <> excluded.written OR text <> excluded.text`,
				journal.NewID(r.Added), circle, r.Path, r.Page, r.By, r.Written, r.Text, stamp(r.Added), offset(r.Added))
			if err != nil {
				return err
			}
			if n > 0 {
				fresh = append(fresh, r)
			}
		}
		return nil
	})
	return fresh, err
}

// Replies lists what was replied to a page, by its key (journal.PageKey), the person's own
// among them, in the order it came; in the given circle alone where one is named.
func (s *Store) Replies(ctx context.Context, key, circle string) ([]journal.Reply, error) {
	return read(ctx, s, func(t tx) ([]journal.Reply, error) {
		return query(ctx, t, func(r row) (got journal.Reply, err error) {
			err = r.Scan(&got.Circle, &got.Path, &got.Page, &got.By, &got.Written, &got.Text, scanTime{&got.Added}, scanOffset{&got.Added}, &got.Own)
			return got, err
		}, `
			SELECT c.name, r.path, r.page, r."by", r.written, r.text, r.added, r.added_offset, 0
			FROM reply r JOIN circle c ON c.id = r.circle WHERE r.page = ?1 AND ?2 IN ('', c.name)
			UNION ALL
			SELECT c.name, f.path, f.page, c.role, '', f.text, f.made, f.made_offset, 1
			FROM circle_file f JOIN circle c ON c.id = f.circle
			WHERE f.page = ?1 AND f.path LIKE 'replies/%' AND f.withdrawn = 0 AND ?2 IN ('', c.name)
			ORDER BY 7, 2`, key, circle)
	})
}

// CircleNews says of each circle what waits in it for the person, from what was last
// fetched; one in which nothing does is left out.
func (s *Store) CircleNews(ctx context.Context) ([]journal.CircleNews, error) {
	return read(ctx, s, func(t tx) ([]journal.CircleNews, error) {
		return query(ctx, t, func(r row) (n journal.CircleNews, err error) {
			err = r.Scan(&n.Name, &n.Unread, &n.Waiting)
			return n, err
		}, `
			SELECT name, unread, waiting FROM (
				SELECT c.name, c.name_folded,
					(SELECT count(*) FROM contribution k WHERE k.state = 'kept' AND k.read IS NULL AND k.circle = c.name) AS unread,
					(SELECT count(*) FROM circle_file f WHERE f.circle = c.id AND f.sent IS NULL) AS waiting
				FROM circle c WHERE c.ended IS NULL)
			WHERE unread + waiting > 0 ORDER BY name_folded`)
	})
}
