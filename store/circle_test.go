package store

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// joined is a journal with two circles.
func joined(t *testing.T) (s *Store, tutors, team journal.Circle, at time.Time) {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	at = time.Date(2026, 11, 23, 14, 30, 0, 0, time.FixedZone("", 3600))
	tutors = journal.Circle{ID: journal.NewID(at), Name: "Tutors", Place: "/mnt/tutors", Role: "a new lecturer", Joined: at}
	team = journal.Circle{ID: journal.NewID(at), Name: "team", Place: "git@example.org:team.git", Joined: at}
	must(t, s.AddCircle(t.Context(), tutors))
	must(t, s.AddCircle(t.Context(), team))
	return s, tutors, team, at
}

// TestCircle: one is found by its name, a part of it or its id, and by nothing else.
func TestCircle(t *testing.T) {
	t.Parallel()
	s, tutors, team, at := joined(t)
	for name, want := range map[string]string{"tutors": "Tutors", "TUT": "Tutors", "eam": "team", string(team.ID): "team"} {
		if c, err := s.Circle(t.Context(), name); err != nil || c.Name != want {
			t.Errorf("%s is %s, %v", name, c.Name, err)
		}
	}
	for name, kind := range map[string]journal.ErrorKind{"t": journal.Conflict, "": journal.Conflict, "choir": journal.NotFound} {
		if _, err := s.Circle(t.Context(), name); journal.KindOf(err) != kind {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, other := range []journal.Circle{{ID: "1", Name: "TUTORS", Place: "/elsewhere", Joined: at}, {ID: "2", Name: "other", Place: tutors.Place, Joined: at}} {
		if err := s.AddCircle(t.Context(), other); journal.KindOf(err) != journal.Conflict {
			t.Errorf("%s: %v", other.Name, err)
		}
	}
	must(t, s.SawCircle(t.Context(), tutors.ID, "abc", at))
	c, err := s.Circle(t.Context(), "tutors")
	must(t, err)
	tutors.Seen = "abc"
	if !c.Changed.Equal(at) || !c.Joined.Equal(at) {
		t.Errorf("joined %v, new %v", c.Joined, c.Changed)
	}
	c.Joined, c.Changed = tutors.Joined, time.Time{}
	if !reflect.DeepEqual(c, tutors) {
		t.Errorf("got  %+v\nwant %+v", c, tutors)
	}
	// One that was left is in no list, and can be joined again.
	must(t, s.LeaveCircle(t.Context(), tutors.ID, at))
	if c, err := s.Circle(t.Context(), ""); err != nil || c.Name != "team" {
		t.Errorf("the only one is %s, %v", c.Name, err)
	}
	tutors.ID = journal.NewID(at)
	must(t, s.AddCircle(t.Context(), tutors))
}

// TestWaiting: a file waits from when it is made until it was sent as it is.
func TestWaiting(t *testing.T) {
	t.Parallel()
	s, tutors, team, at := joined(t)
	ctx := t.Context()
	sh := journal.Share{ID: journal.NewID(at), Title: "One", Made: at, To: journal.ToCircle, Place: "Tutors", Text: "first"}
	sh.Page = journal.NewPage(sh.ID)
	waiting := func(want ...string) []journal.CircleFile {
		t.Helper()
		files, err := s.CircleFiles(ctx, tutors.ID, true)
		must(t, err)
		var got []string
		for _, f := range files {
			got = append(got, f.Path+"="+f.Text)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("waiting are %q, want %q", got, want)
		}
		return files
	}
	must(t, s.Post(ctx, sh, tutors.ID, "pages/one.md"))
	files := waiting("pages/one.md=first")
	// While it was on its way it was posted again: it still waits, as it is now.
	sh.ID, sh.Made, sh.Text = journal.NewID(at), at.Add(time.Second), "second"
	must(t, s.Post(ctx, sh, tutors.ID, "pages/on-another-day.md"))
	must(t, s.SentFiles(ctx, tutors.ID, files, at))
	files = waiting("pages/one.md=second")
	must(t, s.TroubleAt(ctx, tutors.ID, "no network"))
	if c, err := s.Circle(ctx, "tutors"); err != nil || c.Waiting != 1 || c.Trouble != "no network" {
		t.Errorf("%+v, %v", c, err)
	}
	if news, err := s.CircleNews(ctx); err != nil || !reflect.DeepEqual(news, []journal.CircleNews{{Name: "Tutors", Waiting: 1}}) {
		t.Errorf("news: %v, %v", news, err)
	}
	must(t, s.SentFiles(ctx, tutors.ID, files, at))
	waiting()
	if c, err := s.Circle(ctx, "tutors"); err != nil || c.Waiting != 0 || c.Trouble != "" {
		t.Errorf("%+v, %v", c, err)
	}

	// What was sent before takes its own place; it is found by its id, its page's and its path.
	sh.ID, sh.Made, sh.Text = journal.NewID(at), at.Add(2*time.Second), "third"
	must(t, s.Post(ctx, sh, tutors.ID, "pages/on-another-day.md"))
	if files = waiting("pages/one.md=third"); !files[0].Again {
		t.Error("nobody knows that it was there")
	}
	for _, ref := range []string{sh.Page, sh.ID.Short(), "pages/one.md"} {
		if c, f, err := s.CircleFile(ctx, ref); err != nil || f.Path != "pages/one.md" || c.Name != "Tutors" {
			t.Errorf("%s is %v of %v, %v", ref, f, c, err)
		}
	}
	reply := journal.CircleFile{Path: "replies/p-01xyz/r01abcdefgh.md", Page: "p-01xyz", Text: "---\n---\n\nYes", Made: at}
	must(t, s.AddCircleFile(ctx, team.ID, reply))
	if c, f, err := s.CircleFile(ctx, "abcdefgh"); err != nil || f.Path != reply.Path || c.Name != "team" {
		t.Errorf("the reply is %v of %v, %v", f, c, err)
	}
	for ref, kind := range map[string]journal.ErrorKind{"p-01xyz": journal.NotFound, "01x": journal.Invalid, "%%%%": journal.NotFound} {
		if _, f, err := s.CircleFile(ctx, ref); journal.KindOf(err) != kind {
			t.Errorf("%s is %v, %v", ref, f, err)
		}
	}

	// Taken away, and then posted again.
	files[0].Withdrawn = true
	must(t, s.AddCircleFile(ctx, tutors.ID, files[0]))
	if files = waiting("pages/one.md=third"); !files[0].Withdrawn {
		t.Error("it is not to be taken away")
	}
	if _, _, err := s.CircleFile(ctx, "pages/one.md"); journal.KindOf(err) != journal.NotFound {
		t.Error(err)
	}
	must(t, s.SentFiles(ctx, tutors.ID, files, at))
	waiting()
	sh.ID, sh.Made, sh.Text = journal.NewID(at), at.Add(3*time.Second), "fourth"
	must(t, s.Post(ctx, sh, tutors.ID, "pages/anew.md"))
	waiting("pages/anew.md=fourth")
}

// TestReplies: what is replied is kept once, and what was changed is news again.
func TestReplies(t *testing.T) {
	t.Parallel()
	s, tutors, team, at := joined(t)
	ctx := t.Context()
	r := journal.Reply{Path: "replies/p-01/hand.md", Page: "p-01", By: "a tutor", Written: "2026-11-23", Text: "Yes", Added: at}
	add := func(circle journal.ID, want int) {
		t.Helper()
		if fresh, err := s.AddReplies(ctx, circle, r); err != nil || len(fresh) != want {
			t.Errorf("new are %v, %v", fresh, err)
		}
	}
	add(tutors.ID, 1)
	add(tutors.ID, 0)
	add(team.ID, 1)
	r.Text, r.Added = "Yes, and no", at.Add(time.Minute)
	add(tutors.ID, 1)
	must(t, s.AddCircleFile(ctx, tutors.ID, journal.CircleFile{Path: "replies/p-01/r1.md", Page: "p-01", Text: "mine", Made: at.Add(time.Hour)}))
	must(t, s.AddCircleFile(ctx, tutors.ID, journal.CircleFile{Path: "pages/x-p01.md", Page: "p-01", Text: "the page", Made: at}))
	got, err := s.Replies(ctx, "p-01", "Tutors")
	must(t, err)
	if len(got) != 2 || got[0].Text != "Yes, and no" || got[0].By != "a tutor" || got[0].Own || got[1].Text != "mine" || !got[1].Own || got[1].By != "a new lecturer" {
		t.Errorf("there are %+v", got)
	}
	if all, err := s.Replies(ctx, "p-01", ""); err != nil || len(all) != 3 {
		t.Errorf("in all there are %v, %v", all, err)
	}
	if none, err := s.Replies(ctx, "p-02", ""); err != nil || len(none) != 0 {
		t.Errorf("to another: %v, %v", none, err)
	}
}

// A journal of the last release can join a circle.
func TestCirclesAfterVersion4(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), versionOf(t, 4, ""), Options{})
	must(t, err)
	defer s.Close()
	if all, err := s.Circles(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("there are %v, %v", all, err)
	}
	must(t, s.AddCircle(t.Context(), journal.Circle{ID: "1", Name: "tutors", Place: "/x", Joined: time.Now()}))
	if c, err := s.Circle(t.Context(), strings.ToUpper("tutors")); err != nil || c.Place != "/x" {
		t.Errorf("%+v, %v", c, err)
	}
}
