package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"kith/journal"
)

// look opens a journal to read it as it is, whichever kith wrote it and however damaged
// it is. Still is one that nobody writes: nothing is made beside that.
func look(ctx context.Context, path string, still bool) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	file, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, locks: file + "-drafts"}
	if s.opened, err = os.Stat(file); err != nil {
		return nil, err
	}
	open := func(settings url.Values) error {
		settings["_pragma"] = []string{"busy_timeout(10000)", "query_only(1)", "temp_store(MEMORY)"}
		if s.db, err = sql.Open("sqlite", fileURL(file, settings.Encode())); err != nil {
			return err
		}
		var version int
		if err := s.db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
			return errors.Join(err, s.db.Close())
		}
		return nil
	}
	immutable := url.Values{"mode": {"ro"}, "immutable": {"1"}}
	switch {
	case walHolds(file): // one that may write would take it into the file as it is closed, and drop what it cannot read
		return s, open(url.Values{"mode": {"ro"}})
	case still:
		return s, open(immutable)
	}
	err = open(url.Values{"mode": {"rw"}})
	if needsFolder(err) { // as Open does
		err = open(immutable)
	}
	return s, err
}

// openCopy opens a journal that nobody writes, such as a backup.
func openCopy(ctx context.Context, name string) (*Store, error) {
	s, err := look(ctx, name, true)
	if err != nil {
		return nil, err
	}
	latest, err := latestVersion(migrations)
	if err == nil {
		var empty bool
		if _, empty, err = s.version(ctx, latest); err == nil && empty {
			err = notAJournal(name)
		}
	}
	if err != nil {
		return nil, errors.Join(err, s.db.Close())
	}
	return s, nil
}

// integrity gives what SQLite finds wrong with the pages, the tables and the indexes of
// a journal, the search index too: nothing where it is whole.
func integrity(ctx context.Context, t tx) ([]string, error) {
	wrong, err := query(ctx, t, scanText, `PRAGMA integrity_check(20)`)
	if err == nil && len(wrong) == 1 && wrong[0] == "ok" {
		wrong = nil
	}
	return wrong, err
}

// lostReferences gives for each table how many of its rows name something that is not
// there.
func lostReferences(ctx context.Context, t tx) ([]string, error) {
	return query(ctx, t, func(r row) (string, error) {
		var table, parent string
		var n int
		err := r.Scan(&table, &parent, &n)
		return fmt.Sprintf("%d in %s name a %s that is not there", n, table, parent), err
	}, `SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY "table", parent`)
}

// searchGaps gives how the search index differs from what is in the journal, and which
// things cannot be read.
func searchGaps(ctx context.Context, t tx) (gaps, unreadable []string, err error) {
	stale, err := query(ctx, t, scanText, `SELECT id FROM search_stale`)
	if err != nil {
		return nil, nil, err
	}
	if len(stale) > 0 {
		gaps = append(gaps, fmt.Sprintf("%d waiting to be indexed", len(stale)))
	}
	for _, kind := range searchKinds() {
		missing, changed := 0, 0
		known := map[journal.ID]bool{}
		err := eachPage(ctx, t, `SELECT id FROM `+kind.name+` WHERE id > ? ORDER BY id LIMIT ?`, scanText,
			func(id string) journal.ID { return journal.ID(id) }, func(_ []string, ids []journal.ID) error {
				found, bad, err := loadGood(ctx, t, kind, ids)
				if err != nil {
					return err
				}
				for _, id := range bad {
					known[id] = true // it may be in the index or not
					unreadable = append(unreadable, kind.name+" "+string(id))
				}
				sizes, err := byOwner(ctx, t, ids, scanText, `
					SELECT d.id, hex(s.sz) FROM search_document d JOIN search_docsize s ON s.id = d.number
					WHERE d.id IN (SELECT value FROM json_each(?)) AND d.kind = '`+kind.name+`'`)
				if err != nil {
					return err
				}
				for _, f := range found {
					known[f.ID] = true
					switch size := sizes[f.ID]; {
					case len(size) == 0:
						missing++
					case len(size) > 1 || size[0] != documentSize(f):
						changed++
					}
				}
				return nil
			})
		if err != nil {
			return nil, nil, err
		}
		indexed, err := query(ctx, t, scanText, `SELECT id FROM search_document WHERE kind = ?`, kind.name)
		if err != nil {
			return nil, nil, err
		}
		gone := 0
		for _, id := range indexed {
			if !known[journal.ID(id)] {
				gone++
			}
		}
		for _, gap := range []struct {
			n    int
			what string
		}{{missing, "not in it"}, {changed, "in it as they no longer are"}, {gone, "in it and not in the journal"}} {
			if gap.n > 0 {
				gaps = append(gaps, fmt.Sprintf("%s: %d %s", kind.name, gap.n, gap.what))
			}
		}
	}
	return gaps, unreadable, nil
}
