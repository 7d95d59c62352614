package store_test

import (
	"slices"
	"testing"

	"kith/journal"
)

func TestRenameTag(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	a := sh.addCommunity(journal.Community{Name: "A", Tags: []string{"first", "Golang", "last"}})
	b := sh.addCommunity(journal.Community{Name: "B", Tags: []string{"go", "golang"}})
	one := sh.addReflection(journal.Reflection{Tags: []string{"GOLANG", "week"}})
	both := sh.addReflection(journal.Reflection{Tags: []string{"golang", "x", "GO"}})
	hidden := sh.addCommunity(journal.Community{Name: "C", Tags: []string{"golang"}})
	ok(t, sh.DeleteCommunity(t.Context(), hidden.ID, at(1, 1)))

	got, err := sh.RenameTag(t.Context(), "golang", "Go")
	ok(t, err)
	sh.reopen()
	if want := (journal.TagCount{Tag: "Go", Reflections: 2, Communities: 2}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	_, err = sh.RestoreTrash(t.Context(), "C")
	ok(t, err)
	for name, want := range map[string][]string{"A": {"first", "Go", "last"}, "B": {"Go"}, "C": {"Go"}} {
		if c := sh.find(name); !slices.Equal(c.Tags, want) {
			t.Errorf("%s has %q", name, c.Tags)
		}
	}
	for id, want := range map[journal.ID][]string{one.ID: {"Go", "week"}, both.ID: {"x", "Go"}} {
		if r, err := sh.Reflection(t.Context(), string(id)); err != nil || !slices.Equal(r.Tags, want) {
			t.Errorf("it has %q, %v", r.Tags, err)
		}
	}
	if rs := sh.reflections(journal.Filter{Tags: []string{"go"}}); len(rs) != 2 {
		t.Errorf("%d reflections", len(rs))
	}
	if cs := sh.communities(journal.CommunityFilter{Tags: []string{"go"}}); len(cs) != 3 || cs[0].ID != a.ID || cs[1].ID != b.ID {
		t.Errorf("communities %q", names(cs))
	}
}

func TestRenameTagChangesTheCase(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	sh.addCommunity(journal.Community{Name: "A", Tags: []string{"x", "go"}})
	sh.addReflection(journal.Reflection{Tags: []string{"GO", "y"}})
	got, err := sh.RenameTag(t.Context(), "gO", "Go")
	ok(t, err)
	sh.reopen()
	if want := (journal.TagCount{Tag: "Go", Reflections: 1, Communities: 1}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if c := sh.find("A"); !slices.Equal(c.Tags, []string{"x", "Go"}) {
		t.Errorf("it has %q", c.Tags)
	}
}

func TestRenameTagThatCannotBe(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	_, err := sh.RenameTag(t.Context(), "golang", "go")
	refused(t, err, journal.NotFound, "kith tag list")
	sh.addCommunity(journal.Community{Name: "A", Tags: []string{"golang", "leeds"}})
	_, err = sh.RenameTag(t.Context(), "goland", "go")
	refused(t, err, journal.NotFound, `no tag "goland"`, `did you mean golang?`)
	for _, bad := range []string{"", "  ", "a\x00b"} {
		_, err = sh.RenameTag(t.Context(), "golang", bad)
		refused(t, err, journal.Invalid)
	}
	sh.reopen()
	if c := sh.find("A"); !slices.Equal(c.Tags, []string{"golang", "leeds"}) {
		t.Errorf("it has %q", c.Tags)
	}
}
