package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAFileIsWholeOrAsItWas(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.md")
	if err := WriteText(path, "one"); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	broken := errors.New("no more room")
	err = Write(root, "a.md", func(f *os.File) error {
		if _, err := f.WriteString("half"); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) || content(t, path) != "one" || len(names(t, dir)) != 1 {
		t.Errorf("%v: %q, %v", err, content(t, path), names(t, dir))
	}
	if err := WriteText(path, "two"); err != nil || content(t, path) != "two" {
		t.Errorf("%v: %q", err, content(t, path))
	}
}

func TestABatchIsWrittenWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	b := Batch{Dir: root}
	broken := errors.New("no more room")
	for i := range 1000 {
		err := b.Write(fmt.Sprint(i), func(f *os.File) error {
			if i == 700 {
				return broken
			}
			_, err := fmt.Fprint(f, "text ", i)
			return err
		})
		if want := i == 700; errors.Is(err, broken) != want || err != nil && !want {
			t.Fatal(err)
		}
	}
	if err := b.Flush(); err != nil || len(names(t, dir)) != 999 {
		t.Errorf("%v, %d files", err, len(names(t, dir)))
	}
	if got := content(t, filepath.Join(dir, "999")); got != "text 999" {
		t.Errorf("%q", got)
	}
	if err := os.Mkdir(filepath.Join(dir, "taken"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(root, "taken", func(*os.File) error { return nil }); err == nil || len(names(t, dir)) != 1000 {
		t.Errorf("%v, %d files", err, len(names(t, dir)))
	}
}

func TestModes(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes are of Unix")
	}
	path := filepath.Join(t.TempDir(), "a.md")
	mode := func() fs.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	if err := WriteText(path, "one"); err != nil || mode() != 0o600 {
		t.Errorf("%v: a new file is %v", err, mode())
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := WriteText(path, "two"); err != nil || mode() != 0o644 {
		t.Errorf("%v: a replaced file is %v", err, mode())
	}
}

func TestCreateLeavesWhatIsThere(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "down", "a.toml")
	if err := CreateText(path, "one"); err != nil {
		t.Fatal(err)
	}
	if err := CreateText(path, "two"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v", err)
	}
	if content(t, path) != "one" || len(names(t, filepath.Dir(path))) != 1 {
		t.Errorf("%q, %v", content(t, path), names(t, filepath.Dir(path)))
	}
}

func TestALinkIsReplacedNotFollowed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "outside")
	if err := WriteText(outside, "theirs"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "a.md")
	if err := os.Symlink(outside, path); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := WriteText(path, "mine"); err != nil || content(t, path) != "mine" || content(t, outside) != "theirs" {
		t.Errorf("%v: %q and %q", err, content(t, path), content(t, outside))
	}
}

func TestReadIsBounded(t *testing.T) {
	t.Parallel()
	if _, err := Read("-", strings.NewReader("12345"), 4); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
	if src, err := Read("-", strings.NewReader("1234"), 4); err != nil || string(src) != "1234" {
		t.Errorf("%q, %v", src, err)
	}
}

// What a run that was killed left half written goes when the next one writes there, but
// for what somebody may be at, and for what is not kith's.
func TestWhatIsHalfWrittenGoesAfterADay(t *testing.T) {
	t.Parallel()
	for what, write := range map[string]func(path, text string) error{"write": WriteText, "create": CreateText} {
		dir := t.TempDir()
		for name, age := range map[string]time.Duration{
			".kith-old.tmp": 25 * time.Hour, ".kith-new.tmp": 23 * time.Hour, ".kith-export": 25 * time.Hour, "mine.tmp": 25 * time.Hour,
		} {
			path := filepath.Join(dir, name)
			at := time.Now().Add(-age)
			if err := errors.Join(os.WriteFile(path, []byte("half"), 0o600), os.Chtimes(path, at, at)); err != nil {
				t.Fatal(err)
			}
		}
		if err := write(filepath.Join(dir, "a.md"), "one"); err != nil {
			t.Fatal(err)
		}
		if got, want := names(t, dir), []string{".kith-export", ".kith-new.tmp", "a.md", "mine.tmp"}; !slices.Equal(got, want) {
			t.Errorf("%s: there is %q, want %q", what, got, want)
		}
	}
}
