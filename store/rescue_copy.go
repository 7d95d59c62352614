package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
)

// copyToRead copies a journal, and what is in its log, to where its header can be put right.
// It gives which version that says it is of, and which pages are free
// (https://www.sqlite.org/fileformat.html#the_database_header).
func copyToRead(ctx context.Context, name, to string) (version int, free map[int]bool, err error) {
	if err := copyFile(ctx, name, to); err != nil {
		return 0, nil, err
	}
	f, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := applyLog(ctx, name, f); err != nil {
		return 0, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, nil, err
	}
	if info.Size() < filePage {
		return 0, nil, fmt.Errorf("%w: it has no page", errUnreadable)
	}
	var head [100]byte
	if _, err := f.ReadAt(head[:], 0); err != nil {
		return 0, nil, err
	}
	version = int(binary.BigEndian.Uint32(head[60:]))
	if free, err = freePages(f, head[:], int(info.Size()/filePage)); err != nil {
		return 0, nil, err
	}
	head[18], head[19] = 1, 1 // it has no log
	copy(head[:], "SQLite format 3\x00")
	binary.BigEndian.PutUint16(head[16:], filePage)
	copy(head[20:], []byte{0, 64, 32, 32})
	binary.BigEndian.PutUint32(head[28:], uint32(info.Size()/filePage))
	copy(head[32:], make([]byte, 8)) // no free pages
	binary.BigEndian.PutUint32(head[44:], 4)
	copy(head[52:], []byte{0, 0, 0, 0, 0, 0, 0, 1}) // no auto-vacuum; UTF-8
	binary.BigEndian.PutUint32(head[64:], 0)
	binary.BigEndian.PutUint32(head[68:], applicationID)
	copy(head[92:], head[24:28]) // so that the size above counts
	if _, err := f.WriteAt(head[:], 0); err != nil {
		return version, free, err
	}
	return version, free, mendRoot(f, int(info.Size()/filePage))
}

// mendRoot makes the rest of the first page anew where that is lost: it says on which
// pages stands how the tables are made, and those can be told from all others.
func mendRoot(f *os.File, pages int) error {
	const start = 100 // where the page begins, behind the header
	page := make([]byte, filePage)
	if _, err := f.ReadAt(page, 0); err != nil || page[start] == interiorTable || page[start] == leafTable {
		return err
	}
	type leaf struct{ page, first, last uint64 }
	var leaves []leaf
	for n := 2; n <= pages; n++ {
		if _, err := f.ReadAt(page, int64(n-1)*filePage); err != nil {
			return err
		}
		if first, last, is := schemaRows(page); is {
			leaves = append(leaves, leaf{uint64(n), first, last})
		}
	}
	slices.SortFunc(leaves, func(a, b leaf) int { return cmp.Compare(a.first, b.first) })
	end := uint64(0)
	leaves = slices.DeleteFunc(leaves, func(l leaf) bool {
		if l.first <= end { // left over from a change of the tables
			return true
		}
		end = l.last
		return false
	})
	if len(leaves) == 0 {
		return nil
	}
	root := make([]byte, filePage-start)
	root[0] = interiorTable
	binary.BigEndian.PutUint16(root[3:], uint16(len(leaves)-1))
	at := len(root)
	for i, l := range leaves[:len(leaves)-1] {
		cell := binary.BigEndian.AppendUint32(nil, uint32(l.page))
		for shift := 7 * 8; shift >= 0; shift -= 7 { // a number of SQLite's, the highest part first
			if part := l.last >> shift; part > 0 || shift == 0 {
				more := byte(0x80)
				if shift == 0 {
					more = 0
				}
				cell = append(cell, byte(part&0x7f)|more)
			}
		}
		at -= len(cell)
		if at < 12+2*len(leaves) {
			return nil // no journal has so many
		}
		copy(root[at:], cell)
		binary.BigEndian.PutUint16(root[12+2*i:], uint16(start+at))
	}
	binary.BigEndian.PutUint16(root[5:], uint16(start+at))
	binary.BigEndian.PutUint32(root[8:], uint32(leaves[len(leaves)-1].page))
	_, err := f.WriteAt(root, start)
	return err
}

// copyFile copies a file to a new one. What is no file may have no end, or never begin.
func copyFile(ctx context.Context, from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return noFile(from, info)
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() // it was only read
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	for err == nil {
		if _, err = io.CopyN(out, in, 1<<20); err == nil {
			err = ctx.Err()
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
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
