package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
)

// copyToRead copies a journal, with its log, to where its header can be put right, and
// gives which version it seems to be of (https://www.sqlite.org/fileformat.html#the_database_header).
func copyToRead(name, to string) (version int, err error) {
	for _, end := range []string{"", "-wal"} {
		err := copyFile(name+end, to+end)
		if end != "" && errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return 0, err
		}
	}
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	const pageSize = 4096
	var head [100]byte
	if _, err := f.ReadAt(head[:], 0); err != nil {
		return 0, fmt.Errorf("%w: it has no header", errUnreadable)
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	version = int(binary.BigEndian.Uint32(head[60:]))
	latest, err := latestVersion(migrations)
	if err != nil {
		return 0, err
	}
	if version < 3 || version > latest {
		version = latest
	}
	head[18], head[19] = 1, 1
	if walHolds(to) {
		head[18], head[19] = 2, 2
	}
	copy(head[:], "SQLite format 3\x00")
	binary.BigEndian.PutUint16(head[16:], pageSize)
	copy(head[20:], []byte{0, 64, 32, 32})
	binary.BigEndian.PutUint32(head[28:], uint32(info.Size()/pageSize))
	copy(head[32:], make([]byte, 8)) // no free pages
	binary.BigEndian.PutUint32(head[44:], 4)
	copy(head[52:], []byte{0, 0, 0, 0, 0, 0, 0, 1}) // no auto-vacuum; UTF-8
	binary.BigEndian.PutUint32(head[64:], 0)
	binary.BigEndian.PutUint32(head[68:], applicationID)
	copy(head[92:], head[24:28]) // so that the size above counts
	_, err = f.WriteAt(head[:], 0)
	return version, err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() // it was only read
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// mendSchema puts back, in a copy of a damaged journal, how its tables, indexes and
// triggers are made where that is not as in one that is new. It is done as far as it goes.
func mendSchema(ctx context.Context, damaged, fresh string) error {
	like, err := look(ctx, fresh, true)
	if err != nil {
		return err
	}
	defer like.db.Close() // it was only read
	made, err := read(ctx, like, func(t tx) ([][2]string, error) {
		return query(ctx, t, func(r row) (one [2]string, err error) {
			err = r.Scan(&one[0], &one[1])
			return one, err
		}, `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL`)
	})
	if err != nil {
		return err
	}
	db, err := openDamaged(ctx, damaged)
	if err != nil {
		return err
	}
	defer db.Close() // it is a copy
	for _, one := range made {
		if _, err := db.ExecContext(ctx, `UPDATE sqlite_schema SET sql = ?2 WHERE name = ?1 AND sql <> ?2`, one[0], one[1]); err != nil {
			break
		}
	}
	return ctx.Err()
}

// openDamaged opens a copy of a damaged journal. Of a damaged schema it takes what there is.
func openDamaged(ctx context.Context, name string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", fileURL(name, url.Values{"mode": {"rw"}, "_pragma": {"writable_schema(1)", "temp_store(MEMORY)"}}.Encode()))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	var n int
	_ = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&n) // the first statement fails, the next goes on with what there is
	return db, ctx.Err()
}
