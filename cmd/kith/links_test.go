//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A link that somebody planted where kith is to write leads nowhere: what it points at is
// as it was.
func TestNoPlantedLinkIsFollowed(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	at := func(name string) string { return filepath.Join(home, name) }
	do := func(args ...string) {
		t.Helper()
		inside{home: home}.run(t, args...) // it may refuse
	}
	do("note", "first")
	do("community", "add", "Choir")
	do("export", "--out", at("out"))
	pages, err := filepath.Glob(at("out/*.md"))
	if err != nil || len(pages) != 1 {
		t.Fatal(pages, err)
	}
	outside := at("outside")
	planted := []string{at("page.md"), at("a.html"), at("a.json"), pages[0], at("out/.kith-export"), at("map.svg"), at("config/kith/activities/mine.toml"), at("place/pages")}
	for _, link := range planted {
		if err := os.MkdirAll(filepath.Dir(link), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(link); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if err := os.Symlink(outside, link); err != nil {
			t.Fatal(err)
		}
	}
	for _, there := range []bool{false, true} { // the link leads nowhere, and then to a file
		if there {
			if err := os.WriteFile(outside, []byte("theirs"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, args := range [][]string{
			{"share", "last", "--as", "Me", "--out", at("page.md"), "--yes"}, {"export", "--format", "html", "--out", at("a.html"), "--yes"},
			{"export", "--format", "json", "--all", "--out", at("a.json"), "--yes"}, {"export", "--out", at("out"), "--yes"},
			{"community", "map", "--svg", at("map.svg"), "--yes"}, {"activity", "new", "mine"},
			{"circle", "join", "Friends", at("place"), "--as", "Me"}, {"circle", "post", "last", "--yes"},
		} {
			do(args...)
			if found, err := os.ReadFile(outside); there && string(found) != "theirs" || !there && !os.IsNotExist(err) {
				t.Fatalf("kith %q wrote through a link: %q, %v", args, found, err)
			}
		}
	}
}
