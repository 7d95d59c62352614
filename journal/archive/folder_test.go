package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kith/journal"
)

func contents(rs ...journal.Reflection) Contents {
	return Contents{Entries: func(yield func(Entry, error) bool) {
		for _, r := range rs {
			if !yield(Whole(r), nil) {
				return
			}
		}
	}}
}

func export(t *testing.T, dir string, rs ...journal.Reflection) Result {
	t.Helper()
	result, err := Markdown().WriteFolder(t.Context(), dir, Folder{}, contents(rs...))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.Name() != manifestName {
			names = append(names, e.Name())
		}
	}
	return names
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// retitled is a note of the given id and title.
func retitled(id journal.ID, title string) journal.Reflection {
	r := note("text of " + title)
	r.ID, r.Title = id, title
	return r
}

func TestOneFileAReflection(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "folder")
	if got := export(t, dir, sample(), note("x")); !reflect.DeepEqual(got, Result{Written: 2}) {
		t.Errorf("result %+v", got)
	}
	want := []string{"2026-11-23-after-the-seminar-n3r7t2ya.md", "2026-11-23-your-communities-of-practice-n3r7t2yz.md"}
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	if got := read(t, filepath.Join(dir, want[1])); got != markdown(t, sample()) {
		t.Errorf("the file is\n%s", got)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for path, mode := range map[string]fs.FileMode{dir: 0o700, filepath.Join(dir, want[0]): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s has the permissions %v, want %v (%v)", path, info.Mode().Perm(), mode, err)
		}
	}
}

func TestOnlyWhatChangedIsWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	export(t, dir, sample(), note("x"))
	path := filepath.Join(dir, Markdown().File(sample()).Name)
	before := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(path, before, before); err != nil {
		t.Fatal(err)
	}
	if got := export(t, dir, sample(), note("y")); !reflect.DeepEqual(got, Result{Written: 1, Same: 1}) {
		t.Errorf("result %+v", got)
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(before) {
		t.Errorf("what had not changed was written again (%v)", err)
	}
	if got := read(t, filepath.Join(dir, Markdown().File(note("y")).Name)); !strings.HasSuffix(got, "\n\ny\n") {
		t.Errorf("what had changed was not written: %s", got)
	}
}

func TestANewTitleReplacesTheFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	id, other := journal.ID("01kavtj0c8q6x9w0m5n3r7t2ya"), journal.ID("01kavtj0c8q6x9w0m5n3r7t2yb")
	export(t, dir, retitled(id, "Old"), retitled(other, "Other"))
	copied := filepath.Join(dir, "my copy.md")
	write(t, copied, read(t, filepath.Join(dir, Markdown().File(retitled(id, "Old")).Name)))
	foreign := filepath.Join(dir, "about-"+id.Short()+".md")
	write(t, foreign, "---\nid: somebody-else\n---\n")
	if got := export(t, dir, retitled(id, "New")); !reflect.DeepEqual(got, Result{Written: 1, Replaced: 1}) {
		t.Errorf("result %+v", got)
	}
	want := []string{
		Markdown().File(retitled(id, "New")).Name, Markdown().File(retitled(other, "Other")).Name, filepath.Base(foreign), filepath.Base(copied),
	}
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

func TestAFileThatIsNotItsOwnIsLeftAlone(t *testing.T) {
	t.Parallel()
	r := note("x")
	for what, text := range map[string]string{
		"no front matter": "my own words",
		"another id":      strings.Replace(markdown(t, r), string(r.ID), "01kavtj0c8q6x9w0m5n3r7t2yb", 1),
		"the id later on": "---\ntitle: x\n---\nid: \"" + string(r.ID) + "\"\n",
		"a long line":     strings.Repeat("x", 200<<10),
		"nothing":         "",
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, Markdown().File(r).Name)
			write(t, path, text)
			result, err := Markdown().WriteFolder(t.Context(), dir, Folder{}, contents(r))
			var e *journal.Error
			if !errors.As(err, &e) || e.Kind != journal.Conflict || !strings.Contains(e.Text, Markdown().File(r).Name) || e.Hint == "" {
				t.Errorf("error %v", err)
			}
			if result.Written != 0 || read(t, path) != text || len(names(t, dir)) != 1 {
				t.Errorf("the file was touched: %+v, %q", result, names(t, dir))
			}
		})
	}
}

// TestWhatSomebodyWroteIntoAFileStays, whether it kept its name or not, and
// whether an earlier kith wrote it, which left no manifest.
func TestWhatSomebodyWroteIntoAFileStays(t *testing.T) {
	t.Parallel()
	r := note("x")
	name := Markdown().File(r).Name
	renamed := strings.Replace(name, "after-the-seminar", "my-seminar", 1)
	for _, text := range []string{
		markdown(t, r) + "my own words",
		"---\ntitle: x\nid: " + string(r.ID) + "\n---\nx",
		"\uFEFF---\r\nid: '" + string(r.ID) + "'\r\n---\r\nx",
	} {
		for _, manifest := range []bool{true, false} {
			dir := t.TempDir()
			if manifest {
				export(t, dir, r)
			}
			write(t, filepath.Join(dir, name), text)
			changed := note("y")
			if got := export(t, dir, changed); !reflect.DeepEqual(got, Result{Left: []string{name}}) {
				t.Errorf("%q: result %+v", text, got)
			}
			if err := os.Rename(filepath.Join(dir, name), filepath.Join(dir, renamed)); err != nil {
				t.Fatal(err)
			}
			if got := export(t, dir, changed); !reflect.DeepEqual(got, Result{Written: 1, Left: []string{renamed}}) {
				t.Errorf("%q: renamed, the result is %+v", text, got)
			}
			if read(t, filepath.Join(dir, renamed)) != text {
				t.Errorf("%q: it is %q", text, read(t, filepath.Join(dir, renamed)))
			}
			write(t, filepath.Join(dir, name), text)
			got, err := Markdown().WriteFolder(t.Context(), dir, Folder{Force: true}, contents(changed))
			if err != nil || !reflect.DeepEqual(got, Result{Written: 1, Replaced: 1}) || read(t, filepath.Join(dir, name)) != markdown(t, changed) {
				t.Errorf("%q: by force the result is %+v, %v", text, got, err)
			}
		}
	}
}

// TestAnEarlierExportIsTakenOver: what is there as it would be written needs no
// manifest, and has one from then on.
func TestAnEarlierExportIsTakenOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	export(t, dir, sample(), note("x"))
	if err := os.Remove(filepath.Join(dir, manifestName)); err != nil {
		t.Fatal(err)
	}
	if got := export(t, dir, sample(), note("x")); !reflect.DeepEqual(got, Result{Same: 2}) {
		t.Errorf("result %+v", got)
	}
	before := read(t, filepath.Join(dir, manifestName))
	if got := export(t, dir, sample(), note("x")); !reflect.DeepEqual(got, Result{Same: 2}) || read(t, filepath.Join(dir, manifestName)) != before {
		t.Errorf("the manifest grew:\n%s", read(t, filepath.Join(dir, manifestName)))
	}
	// A line that was cut off, as by a full disk, spoils no other.
	write(t, filepath.Join(dir, manifestName), before[:len(before)-10])
	export(t, dir, sample(), note("x"))
	if got := export(t, dir, sample(), note("z")); !reflect.DeepEqual(got, Result{Written: 1, Same: 1}) {
		t.Errorf("result %+v", got)
	}
	if sha256sum, err := exec.LookPath("sha256sum"); err == nil {
		dir := t.TempDir()
		export(t, dir, sample(), note("x"))
		cmd := exec.Command(sha256sum, "--check", "--strict", manifestName)
		cmd.Dir = dir
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, said)
		}
	}
}

func TestWhatIsForOthersHasAFolderOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, public := range []bool{true, false} {
		dir := t.TempDir()
		first, second := Folder{Public: public}, Folder{Public: !public, Force: true}
		if _, err := Markdown().WriteFolder(t.Context(), dir, first, contents(sample())); err != nil {
			t.Fatal(err)
		}
		if _, err := JSON().WriteFolder(t.Context(), dir, second, contents(note("x"))); journal.KindOf(err) != journal.Conflict || len(names(t, dir)) != 1 {
			t.Errorf("for others first: %v, then %v, %q", public, err, names(t, dir))
		}
		if err := os.Remove(filepath.Join(dir, manifestName)); err != nil {
			t.Fatal(err)
		}
		if _, err := JSON().WriteFolder(t.Context(), dir, Folder{Public: true}, contents(note("x"))); journal.KindOf(err) != journal.Conflict {
			t.Errorf("beside an export of an earlier kith: %v", err)
		}
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "2026-11-23-mine.md"), "mine")
	write(t, filepath.Join(dir, "2026-11-23-mine.html"), "mine")
	if _, err := Markdown().WriteFolder(t.Context(), dir, Folder{Public: true}, contents(sample())); err != nil {
		t.Errorf("beside somebody's own file: %v", err)
	}
}

// TestWhatNoLongerStandsGoes from what is for others, in every format, and its name with
// it; from a folder of one's own it does not, and is named.
func TestWhatNoLongerStandsGoes(t *testing.T) {
	t.Parallel()
	kept, gone, mine := retitled("01kavtj0c8q6x9w0m5n3r7t2ya", "Kept"), retitled("01kavtj0c8q6x9w0m5n3r7t2yb", "Gone"), retitled("01kavtj0c8q6x9w0m5n3r7t2yc", "Mine")
	other := retitled("01kavtj0c8q6x9w0m5n3r7t2yd", "Of another journal")
	standing := func(yield func(journal.ID, error) bool) { yield(kept.ID, nil) }
	fallen := func(yield func(journal.ID, error) bool) { _ = yield(gone.ID, nil) && yield(mine.ID, nil) }
	for _, public := range []bool{true, false} {
		dir := t.TempDir()
		fill := func(f Format, how Folder, rs ...journal.Reflection) Result {
			how.Public = public
			result, err := f.WriteFolder(t.Context(), dir, how, contents(rs...))
			if err != nil {
				t.Fatal(err)
			}
			return result
		}
		fill(JSON(), Folder{}, gone)
		fill(Markdown(), Folder{}, kept, gone, mine, other)
		changed, copied := Markdown().File(mine).Name, filepath.Join(dir, "my copy.md")
		write(t, filepath.Join(dir, changed), read(t, filepath.Join(dir, changed))+"my own words")
		write(t, copied, markdown(t, gone))
		if got := fill(Markdown(), Folder{}); !reflect.DeepEqual(got, Result{}) || len(names(t, dir)) != 6 {
			t.Errorf("for others: %v: where nothing is known of what stands: %+v", public, got)
		}
		theirs := Markdown().File(other).Name
		want := Result{Removed: 2, Gone: []string{changed, theirs}}
		if !public {
			want = Result{Gone: []string{Markdown().File(gone).Name, JSON().File(gone).Name, changed, theirs}}
		}
		got := fill(Markdown(), Folder{Standing: standing, Fallen: fallen}) // nothing of it being written this time
		slices.Sort(got.Gone)
		slices.Sort(want.Gone)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("for others: %v: the result is %+v, want %+v", public, got, want)
		}
		if told := strings.Contains(read(t, filepath.Join(dir, manifestName)), "-gone-"); told == public {
			t.Errorf("for others: %v: the manifest is\n%s", public, read(t, filepath.Join(dir, manifestName)))
		}
		if got := fill(Markdown(), Folder{Standing: standing, Fallen: fallen, Force: true}, kept); public && !reflect.DeepEqual(got, Result{Same: 1, Removed: 1, Gone: []string{theirs}}) {
			t.Errorf("by force the result is %+v", got)
		}
		if _, err := os.Stat(copied); err != nil {
			t.Error(err)
		}
	}
	broken := errors.New("the journal cannot be read")
	dir := t.TempDir()
	export(t, dir, kept)
	_, err := Markdown().WriteFolder(t.Context(), dir, Folder{Standing: func(yield func(journal.ID, error) bool) { yield("", broken) }}, contents())
	if !errors.Is(err, broken) || len(names(t, dir)) != 1 {
		t.Errorf("error %v, files %q", err, names(t, dir))
	}
}

// TestNamesInAnyForm: some file systems list names decomposed.
func TestNamesInAnyForm(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := retitled("01kavtj0c8q6x9w0m5n3r7t2ya", "Café")
	export(t, dir, r)
	name := Markdown().File(r).Name
	listed := norm.NFD.String(name)
	if err := os.Link(filepath.Join(dir, name), filepath.Join(dir, listed)); err != nil {
		t.Skip(err) // the file system takes them for the same
	}
	if got := export(t, dir, r); !reflect.DeepEqual(got, Result{Same: 1}) || len(names(t, dir)) != 2 {
		t.Errorf("result %+v, files %q", got, names(t, dir))
	}
}

// TestHalfWrittenFilesGo, which a run left that was killed.
func TestHalfWrittenFilesGo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, ".kith-abcdefgh.tmp"), "half")
	write(t, filepath.Join(dir, ".kith-notes"), "mine")
	export(t, dir, note("x"))
	if got, want := names(t, dir), []string{".kith-notes", Markdown().File(note("x")).Name}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

// TestTwoExportsAtOnce wait for each other.
func TestTwoExportsAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := Markdown().WriteFolder(t.Context(), dir, Folder{}, contents(sample(), note("x"))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(names(t, dir)) != 2 {
		t.Errorf("files %q", names(t, dir))
	}
}

func TestNoLinkLeadsOut(t *testing.T) {
	t.Parallel()
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "outside.md")
	r := note("x")
	write(t, outside, markdown(t, r)) // even its own words are not its own file there
	before := read(t, outside)
	if err := os.Symlink(outside, filepath.Join(dir, Markdown().File(note("y")).Name)); err != nil {
		t.Skip(err)
	}
	if _, err := Markdown().WriteFolder(t.Context(), dir, Folder{}, contents(note("y"))); journal.KindOf(err) != journal.Conflict {
		t.Errorf("error %v", err)
	}
	if read(t, outside) != before {
		t.Error("the file outside was written")
	}
	for what, target := range map[string]string{"a folder": t.TempDir(), "nothing": filepath.Join(t.TempDir(), "none")} {
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
		_, err := Markdown().WriteFolder(t.Context(), link+string(filepath.Separator), Folder{Force: true}, contents(r))
		if journal.KindOf(err) != journal.Conflict || !strings.Contains(err.Error(), target) {
			t.Errorf("a link to %s: error %v", what, err)
		}
		if left, _ := os.ReadDir(target); len(left) > 0 {
			t.Errorf("a link to %s: %v was written", what, left)
		}
	}
	link := filepath.Join(dir, "2020-01-01-old"+nameEnd(r.ID)+".md")
	if err := os.Symlink(outside, link); err != nil {
		t.Fatal(err)
	}
	other := retitled(r.ID, "Other")
	export(t, dir, other)
	if _, err := os.Lstat(link); err != nil || read(t, outside) != before {
		t.Errorf("the link was taken for a file of its own (%v)", err)
	}
}

func TestNamesThatArePathsAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", ".", "..", "../x.md", "a/b.md", `a\b.md`, "/x.md", ".hidden.md", "c:x.md"} {
		dir := t.TempDir()
		_, err := Markdown().writeFolder(t.Context(), dir, Folder{}, func(yield func(func() File, error) bool) {
			yield(func() File { return File{ID: "x", Name: name, Text: []byte("x")} }, nil)
		})
		if err == nil || len(names(t, dir)) > 0 {
			t.Errorf("%q was written (%v)", name, err)
		}
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	write(t, file, "x")
	targets := []string{file, filepath.Join(file, "under")}
	locked := filepath.Join(dir, "locked")
	if err := os.Mkdir(locked, 0o500); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() > 0 {
		targets = append(targets, locked)
	}
	for _, target := range targets {
		_, err := Markdown().WriteFolder(t.Context(), target, Folder{}, contents(note("x")))
		var e *journal.Error
		if !errors.As(err, &e) || e.Kind != journal.Internal || !strings.Contains(e.Text, target) {
			t.Errorf("%s: error %v", target, err)
		}
	}
}

func TestWritingStops(t *testing.T) {
	t.Parallel()
	broken := errors.New("the journal cannot be read")
	dir := t.TempDir()
	result, err := Markdown().WriteFolder(t.Context(), dir, Folder{}, Contents{Entries: func(yield func(Entry, error) bool) {
		_ = yield(Whole(note("x")), nil) && yield(Entry{}, broken)
	}})
	if !errors.Is(err, broken) || result.Written != 1 || len(names(t, dir)) != 1 {
		t.Errorf("result %+v, error %v, files %q", result, err, names(t, dir))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if result, err = Markdown().WriteFolder(ctx, dir, Folder{}, contents(sample())); !errors.Is(err, context.Canceled) || result.Written != 0 {
		t.Errorf("after a stop: result %+v, error %v", result, err)
	}
}

func TestStream(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := Markdown().WriteStream(t.Context(), &b, contents(sample(), note("x")), nil); err != nil {
		t.Fatal(err)
	}
	if want := markdown(t, sample()) + "\n" + markdown(t, note("x")); b.String() != want {
		t.Errorf("the stream is\n%s", b.String())
	}
}

func TestFileName(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Your communities":                   "your-communities",
		"":                                   "note",
		"  ... / \\ : * ? \" < > | ":         "note",
		"CON":                                "con",
		"../../etc/passwd":                   "etc-passwd",
		"Cafe\u0301 Zürich, Straße":          "café-zürich-straße",
		"読書会 2026":                           "読書会-2026",
		"हिन्दी में":                         "हिन्दी-में",
		"مرحبا\u202Eevil":                    "مرحبا-evil",
		"👩‍👩‍👧 family":                       "family",
		"a\x00b\xff\ncd.":                    "a-b-cd",
		strings.Repeat("word ", 40):          strings.TrimSuffix(strings.Repeat("word-", 16), "-"),
		strings.Repeat("読", 100):             strings.Repeat("読", 26),
		strings.Repeat("e\u0323\u0302", 100): strings.Repeat("ệ", 26),
	} {
		r := retitled("01kavtj0c8q6x9w0m5n3r7t2ya", title)
		got := Markdown().File(r).Name
		if got != "2026-11-23-"+want+"-n3r7t2ya.md" {
			t.Errorf("%q is called %q", title, got)
		}
		if len(got) > 110 || !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
			t.Errorf("%q is no good name", got)
		}
	}
}

func TestFileNameHasTheDayItWasWritten(t *testing.T) {
	t.Parallel()
	r := note("x")
	r.Created = time.Date(2026, 11, 24, 0, 30, 0, 0, time.FixedZone("", 3600)) // the day before in UTC
	if got := Markdown().File(r).Name; !strings.HasPrefix(got, "2026-11-24-") {
		t.Error(got)
	}
}

func BenchmarkWriteFolder(b *testing.B) {
	entries := func(yield func(Entry, error) bool) {
		for n := range 2000 {
			r := sample()
			r.ID = journal.ID(fmt.Sprintf("01kavtj0c8q6x9w0m5%08d", n))
			if !yield(Whole(r), nil) {
				return
			}
		}
	}
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "new", true: "same"}[again], func(b *testing.B) {
			dir := b.TempDir()
			for n := 0; b.Loop(); n++ {
				target := dir
				if !again {
					target = filepath.Join(dir, fmt.Sprint(n))
				}
				if _, err := Markdown().WriteFolder(b.Context(), target, Folder{}, Contents{Entries: entries}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("plain", func(b *testing.B) { // the same bytes to the same files, with nothing else
		dir := b.TempDir()
		for n := 0; b.Loop(); n++ {
			target := filepath.Join(dir, fmt.Sprint(n))
			if err := os.Mkdir(target, 0o700); err != nil {
				b.Fatal(err)
			}
			for e := range entries {
				file := Markdown().file(e)
				if err := os.WriteFile(filepath.Join(target, file.Name), file.Text, 0o600); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
