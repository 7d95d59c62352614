package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"kith/journal/text"
)

// filePage is the size of a page of SQLite's, in every journal.
const filePage = 4096

// logFrame is a page that was written to the log beside a journal, and is not in its file
// yet (https://www.sqlite.org/fileformat.html#the_write_ahead_log).
type logFrame struct {
	page  uint32 // which one it is
	pages uint32 // how many there are, where it is the last of a transaction, else 0
	own   bool   // it is of this log, not left from the one before in the same file
	sound bool   // and every byte is as it was written
}

// readLog gives each frame of the log of a journal, with the page, whatever is damaged: a
// frame is checked by what the one before it says, and not by whether that is sound. It
// reports whether the head of the log is sound. One that is not there is fs.ErrNotExist.
func readLog(ctx context.Context, name string, each func(f logFrame, page []byte) error) (sound bool, err error) {
	const headSize, frameHead = 32, 24
	name += "-wal"
	info, err := os.Stat(name)
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() {
		return false, noFile(name, info)
	}
	in, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer in.Close() // it was only read
	end := func(err error) error {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) { // a kith was killed as it wrote
			return nil
		}
		return err
	}
	var head [headSize]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return info.Size() == 0, end(err)
	}
	const magic = 0x377f0682 // and one more where the sums are of numbers in the other order
	first := binary.BigEndian.Uint32(head[:])
	var order binary.ByteOrder = binary.LittleEndian
	if first == magic+1 {
		order = binary.BigEndian
	}
	sum := func(s [2]uint32, b []byte) [2]uint32 {
		for ; len(b) >= 8; b = b[8:] {
			s[0] += order.Uint32(b) + s[1]
			s[1] += order.Uint32(b[4:]) + s[0]
		}
		return s
	}
	sumAt := func(b []byte) [2]uint32 { return [2]uint32{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])} }
	before := sumAt(head[24:])
	sound = first&^1 == magic && sum([2]uint32{}, head[:24]) == before
	salt := [8]byte(head[16:24]) // which each frame repeats
	frame := make([]byte, frameHead+filePage)
	for n := 0; ; n++ {
		if _, err := io.ReadFull(in, frame); err != nil {
			return sound, end(err)
		}
		if n == 0 && !sound {
			salt = [8]byte(frame[8:16])
		}
		says := sumAt(frame[16:])
		f := logFrame{page: binary.BigEndian.Uint32(frame), pages: binary.BigEndian.Uint32(frame[4:]), own: [8]byte(frame[8:16]) == salt}
		f.sound = f.own && sum(sum(before, frame[:8]), frame[frameHead:]) == says
		before = says
		if err := errors.Join(each(f, frame[frameHead:]), ctx.Err()); err != nil {
			return sound, err
		}
	}
}

// logDamage says how many changes that were kept stand in the log of a journal behind
// where it is damaged; "" for none. SQLite reads no further than there, and drops the rest.
// The end of a log is often half written, and nothing that was kept is there.
func logDamage(ctx context.Context, name string) (string, error) {
	said := ""
	for range 2 { // it may have been begun anew meanwhile
		broken, behind, all := false, 0, 0
		sound, err := readLog(ctx, name, func(f logFrame, _ []byte) error {
			if f.sound && f.pages > 0 {
				all++
				if broken {
					behind++
				}
			}
			broken = broken || !f.sound
			return nil
		})
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		if !sound {
			behind = all
		}
		if err != nil || behind == 0 {
			return "", err
		}
		said = fmt.Sprintf("%s-wal: %s behind the damage", name, text.Count(behind, "change"))
	}
	return said, nil
}

// keepDamagedLog keeps a copy of the journal with its log where what was kept stands there
// behind damage: SQLite would write over that. It is said in the remark.
func (s *Store) keepDamagedLog(ctx context.Context, name string) error {
	if !walHolds(name) {
		return nil
	}
	damage, err := logDamage(ctx, name)
	if err != nil || damage == "" {
		return err
	}
	s.remark = "The log beside the journal is damaged, and what stands behind the damage is not in the journal."
	kept := nextName(name+".before-log-", "", time.Now())
	for _, end := range []string{"-wal", ""} {
		err := copyFile(ctx, name+end, kept+end)
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) { // nor can it be written over
			return nil
		}
		if err != nil {
			return err
		}
	}
	s.remark += fmt.Sprintf(" All of it is kept; save it into a new journal: kith --journal %s doctor --rescue NEW", text.ShellWord(kept))
	return nil
}

// applyLog writes into a copy of a journal what was kept in its log. A page that is not
// sound is nearer to what it was than the one before.
func applyLog(ctx context.Context, name string, to *os.File) error {
	info, err := to.Stat()
	if err != nil {
		return err
	}
	frames, kept, most := 0, 0, info.Size()/filePage
	_, err = readLog(ctx, name, func(f logFrame, _ []byte) error {
		frames++
		if f.own && f.pages > 0 {
			kept = frames
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	most += int64(kept)
	frames = 0
	_, err = readLog(ctx, name, func(f logFrame, page []byte) error {
		frames++
		if !f.own || frames > kept || f.page == 0 || int64(f.page) > most {
			return nil
		}
		_, err := to.WriteAt(page, int64(f.page-1)*filePage)
		return err
	})
	return err
}
