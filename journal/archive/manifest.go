package archive

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kith/journal/file"
)

// manifestName is the file of a folder that says what kith wrote into it.
const manifestName = ".kith-export"

// manifest says what kith wrote into a folder, so that what somebody has changed
// since is told apart. It is a file that sha256sum --check reads too:
//
//	# kith export, whole
//	2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae  2026-11-23-a-talk-n3r7t2ya.md
//
// The first line says what for: whole for the person, public for others. A line is
// added before its file is put in its place, and stays: what kith once wrote under a
// name holds no words of anybody else. Those alone are taken out whose names are
// nobody's business any more.
//
// Of the lines hashes alone are kept, a few bytes for each. Names are in NFC: some
// file systems list them decomposed.
type manifest struct {
	root    *os.Root
	purpose string // whole or public; "" for a folder that has no manifest
	seed    maphash.Seed
	lines   map[uint64]struct{}
	file    *os.File // open for adding, once there is something to add
	added   []byte   // to it, and not written yet
}

const manifestHead = "# kith export, "

// readManifest reads that of a folder. Where something else has its name the error
// is fs.ErrExist.
func readManifest(root *os.Root) (*manifest, error) {
	m := &manifest{root: root, seed: maphash.MakeSeed(), lines: map[uint64]struct{}{}}
	info, err := root.Lstat(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: manifestName, Err: fs.ErrExist}
	}
	if err != nil {
		return nil, err
	}
	f, err := root.Open(manifestName)
	if err != nil {
		return nil, err
	}
	defer f.Close() // it was only read
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if purpose, ok := strings.CutPrefix(lines.Text(), manifestHead); ok && m.purpose == "" {
			m.purpose = purpose
		}
		m.lines[maphash.String(m.seed, lines.Text())] = struct{}{}
	}
	return m, lines.Err()
}

// wrote reports that kith wrote a file of that name and checksum.
func (m *manifest) wrote(name, sum string) bool {
	_, found := m.lines[maphash.String(m.seed, manifestLine(name, sum))]
	return found
}

// add says that kith writes a file, or finds it as it would. It is said once flush
// has returned.
func (m *manifest) add(name, sum, purpose string) error {
	if m.wrote(name, sum) {
		return nil
	}
	if m.file == nil {
		var err error
		if m.file, err = m.root.OpenFile(manifestName, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600); err != nil {
			return err
		}
		if m.purpose != "" {
			m.added = append(m.added, '\n') // should the last one not have been written to its end
		}
	}
	if m.purpose == "" {
		m.purpose = purpose
		m.added = append(m.added, manifestHead+purpose+"\n"...)
	}
	m.added = append(m.added, manifestLine(name, sum)+"\n"...)
	if len(m.added) < 64<<10 {
		return nil
	}
	return m.flush()
}

// flush writes what was added.
func (m *manifest) flush() error {
	if len(m.added) == 0 {
		return nil
	}
	_, err := m.file.Write(m.added)
	m.added = m.added[:0]
	return err
}

// close has what was added on the disk.
func (m *manifest) close() error {
	if m.file == nil {
		return nil
	}
	return errors.Join(m.flush(), m.file.Sync(), m.file.Close())
}

// forget takes out the lines of the files whose names end, before their extensions, in
// one of these ways.
func (m *manifest) forget(ends []string) error {
	of := map[string]bool{}
	for _, end := range ends {
		of[norm.NFC.String(end)] = true
	}
	return file.Write(m.root, manifestName, func(w *os.File) error {
		before, err := m.root.Open(manifestName)
		if err != nil {
			return err
		}
		defer before.Close() // it was only read
		out := bufio.NewWriter(w)
		lines := bufio.NewScanner(before)
		for lines.Scan() {
			name := strings.TrimSuffix(lines.Text(), path.Ext(lines.Text()))
			if end := strings.LastIndexByte(name, '-'); end >= 0 && of[name[end:]] {
				continue
			}
			out.WriteString(lines.Text() + "\n")
		}
		return errors.Join(lines.Err(), out.Flush())
	})
}

func manifestLine(name, sum string) string { return sum + "  " + norm.NFC.String(name) }

// checksum is that of a text, as sha256sum has it.
func checksum(text io.Reader) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, text); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
