package store_test

import (
	"slices"
	"testing"
	"time"

	"kith/journal"
)

// sitting is what a first sitting with two new communities leaves: a pick of
// both, a loop over them, an observation and a suggestion for each.
func sitting(one, two journal.Community) journal.Outcome {
	now := at(10, 9)
	id := journal.NewID(now)
	oneRef, twoRef := one.Ref(), two.Ref()
	return journal.Outcome{
		Reflection: journal.Reflection{
			ID: id, Title: "Your communities", Activity: "your-communities", Created: now, Updated: now, Minutes: 5,
			Tags: []string{"communities"}, Communities: []journal.CommunityRef{oneRef, twoRef},
			Answers: []journal.Answer{
				{Key: "communities", Kind: journal.Inventory, Value: journal.Value{Communities: []journal.Community{one, two}}},
				{Key: "focus", Kind: journal.CommunityOne, Value: journal.Value{Communities: []journal.Community{{ID: one.ID, Name: one.Name}, {ID: two.ID, Name: two.Name}}}},
				{Key: "works", Loop: "look", Community: &oneRef, Kind: journal.Rating, Value: journal.NumberValue(4)},
				{Key: "works", Loop: "look", Community: &twoRef, Kind: journal.Rating, Value: journal.NumberValue(2)},
				{Key: "try", Kind: journal.SuggestionsK, Value: journal.Value{Suggestions: []journal.Suggestion{{ID: "s1", Text: "Ask", Community: &oneRef}}}},
			},
		},
		Communities: []journal.Community{one, two},
		Observations: []journal.Observation{
			{ID: journal.NewID(now), Community: one.ID, Measure: "works", Value: journal.NumberValue(4), At: now, Reflection: id},
			{ID: journal.NewID(now), Community: two.ID, Measure: "works", Value: journal.NumberValue(2), At: now, Reflection: id},
			{ID: journal.NewID(now), Measure: "openness", Value: journal.NumberValue(3), At: now, Reflection: id},
		},
		Suggestions: []journal.Suggestion{{ID: "s1", Text: "Ask", Community: &oneRef, TryBy: "2026-12", Created: now, Reflection: id}},
		Draft: journal.Draft{
			ID: journal.NewID(now), Activity: "your-communities", Title: "Your communities", Updated: now, Reflection: id, Sitting: 2,
			Place: "look[" + string(one.ID) + "].later",
			Answers: map[string]journal.Value{
				"communities":                           {Communities: []journal.Community{one, two}},
				"focus":                                 {Communities: []journal.Community{{ID: one.ID, Name: one.Name}, {ID: two.ID, Name: two.Name}}},
				"look[" + string(one.ID) + "].works":    journal.NumberValue(4),
				"look[" + string(two.ID) + "].works":    journal.NumberValue(2),
				"look[" + string(two.ID) + "].say[why]": journal.TextValue("so"),
				"try":                                   {Suggestions: []journal.Suggestion{{ID: "s1", Text: "Ask", Community: &oneRef}}},
			},
		},
		Waiting: true,
	}
}

func twoNew() (one, two journal.Community) {
	now := at(10, 8)
	return journal.Community{ID: journal.NewID(now), Name: "Go Meetup", Kinds: []string{"professional"}, Tags: []string{"go"}, About: "Talks", Created: now},
		journal.Community{ID: journal.NewID(now), Name: "Book club", Created: now}
}

func (sh *shelf) observed(community journal.ID, measure string) (values []float64) {
	sh.t.Helper()
	all, err := sh.Observations(sh.t.Context(), community, 0)
	ok(sh.t, err)
	for _, o := range all {
		if o.Measure == measure {
			values = append(values, *o.Value.Number)
		}
	}
	return values
}

func TestKeep(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	o.Waiting = false
	ok(t, sh.SaveDraft(t.Context(), o.Draft))
	kept := sh.keep(o)
	sh.reopen()

	got, err := sh.Reflection(t.Context(), "last")
	ok(t, err)
	for _, r := range []journal.Reflection{kept, got} {
		if r.ID != o.Reflection.ID || len(r.Answers) != 5 || len(r.Communities) != 2 || r.Minutes != 5 || !slices.Equal(r.Tags, o.Reflection.Tags) {
			t.Errorf("kept %+v", r)
		}
	}
	c, err := sh.FindCommunity(t.Context(), "Go Meetup")
	ok(t, err)
	if c.ID != one.ID || c.About != "Talks" || !slices.Equal(c.Tags, one.Tags) || !slices.Equal(c.Kinds, one.Kinds) {
		t.Errorf("community %+v", c)
	}
	if got := sh.observed(one.ID, "works"); !slices.Equal(got, []float64{4}) {
		t.Errorf("observed %v", got)
	}
	if got := sh.observed("", "openness"); !slices.Equal(got, []float64{3}) {
		t.Errorf("observed %v", got)
	}
	sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{})
	ok(t, err)
	if len(sg) != 1 || sg[0].State != journal.SuggestionOpen || *sg[0].Community != one.Ref() || sg[0].Reflection != kept.ID {
		t.Errorf("suggestions %+v", sg)
	}
	if ds, err := sh.Drafts(t.Context()); err != nil || len(ds) != 0 {
		t.Errorf("drafts %v, %v", ds, err)
	}
}

func TestKeepAllOrNothing(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	ok(t, sh.SaveDraft(t.Context(), o.Draft))
	o.Waiting = false
	o.Suggestions[0].Text = "a\x00b" // the last thing kept before the draft goes
	_, err := sh.Keep(t.Context(), o)
	refused(t, err, journal.Invalid, "NUL")
	sh.reopen()
	if rs := sh.reflections(journal.Filter{}); len(rs) != 0 {
		t.Errorf("reflections %v", rs)
	}
	if cs := sh.communities(journal.CommunityFilter{}); len(cs) != 0 {
		t.Errorf("communities %v", cs)
	}
	if _, err := sh.Draft(t.Context(), string(o.Draft.ID)); err != nil {
		t.Errorf("the draft is gone: %v", err)
	}
}

func TestKeepSecondSitting(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	sh.keep(o)
	_, err := sh.TagReflection(t.Context(), "last", []string{"by hand"}, nil)
	ok(t, err)
	d, err := sh.Draft(t.Context(), "")
	ok(t, err)
	if d.ID != o.Draft.ID || !d.Waiting() || d.Place != o.Draft.Place {
		t.Errorf("the draft that waits is %+v", d)
	}

	later := at(17, 9)
	o.Waiting = false
	o.Draft = d
	o.Communities = nil
	o.Reflection.Title, o.Reflection.Created, o.Reflection.Updated, o.Reflection.Minutes = "Another title", later, later, 25
	o.Reflection.Tags = []string{"communities", "more"}
	o.Reflection.Communities = o.Reflection.Communities[:1]
	o.Reflection.Answers = append(o.Reflection.Answers[:4:4], journal.Answer{Key: "heard", Kind: journal.LongText, Value: journal.TextValue("A lot")})
	for i := range o.Observations {
		o.Observations[i].ID, o.Observations[i].At = journal.NewID(later), later
	}
	o.Observations[1].Value = journal.NumberValue(3) // a change of mind
	o.Suggestions[0].Text = "Ask them"
	o.Suggestions = append(o.Suggestions, journal.Suggestion{ID: "s2", Text: "Listen", Created: later, Reflection: o.Reflection.ID})
	sh.keep(o)
	sh.reopen()

	r, err := sh.Reflection(t.Context(), "last")
	ok(t, err)
	sameTime(t, "created", r.Created, at(10, 9))
	sameTime(t, "updated", r.Updated, later)
	if r.Minutes != 25 || len(r.Answers) != 5 || r.Answers[4].Value.Text != "A lot" || len(r.Communities) != 1 || !slices.Equal(r.Tags, []string{"communities", "by hand", "more"}) {
		t.Errorf("kept %+v", r)
	}
	if got := sh.observed(one.ID, "works"); !slices.Equal(got, []float64{4}) {
		t.Errorf("what did not change was observed twice: %v", got)
	}
	if got := sh.observed(two.ID, "works"); !slices.Equal(got, []float64{3, 2}) {
		t.Errorf("observed %v", got)
	}
	if got := sh.observed("", "openness"); !slices.Equal(got, []float64{3}) {
		t.Errorf("observed %v", got)
	}
	sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{State: journal.SuggestionAll})
	ok(t, err)
	if len(sg) != 2 || sg[0].Text != "Ask them" || !sg[0].Created.Equal(at(10, 9)) {
		t.Errorf("suggestions %+v", sg)
	}
	if _, err := sh.Draft(t.Context(), ""); err == nil {
		t.Error("the draft is still there")
	}
}

// TestKeepObservesOtherReflectionsAnew: a value that was seen in another
// reflection is seen again in this one.
func TestKeepObservesOtherReflectionsAnew(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	for i := range 2 {
		id := journal.NewID(at(i+1, 1))
		sh.keep(journal.Outcome{
			Reflection:   journal.Reflection{ID: id, Created: at(i+1, 1), Updated: at(i+1, 1)},
			Observations: []journal.Observation{{Measure: "energy", Value: journal.NumberValue(3), At: at(i+1, 1), Reflection: id}},
		})
	}
	if got := sh.observed("", "energy"); len(got) != 2 {
		t.Errorf("observed %v", got)
	}
}

// TestKeepMeetsItsTwin: while one kith asked about a new community, another one
// added it.
func TestKeepMeetsItsTwin(t *testing.T) {
	t.Parallel()
	for name, there := range map[string]journal.Community{
		"by name":  {Name: "GO  meetup", Kinds: []string{"Professional"}, Tags: []string{"leeds"}, About: "What they say"},
		"by alias": {Name: "Leeds Gophers", Alias: "go meetup"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sh := newShelf(t)
			one, two := twoNew()
			o, before := sitting(one, two), sitting(one, two)
			known := sh.addCommunity(there)
			kept := sh.keep(o)
			sh.reopen()

			if n := len(sh.communities(journal.CommunityFilter{})); n != 2 {
				t.Fatalf("%d communities", n)
			}
			c, err := sh.FindCommunity(t.Context(), "go meetup")
			ok(t, err)
			if c.ID != known.ID || c.Name != there.Name || !slices.Contains(c.Tags, "go") || len(c.Kinds) != 1 {
				t.Errorf("community %+v", c)
			}
			if there.About != "" && c.About != there.About {
				t.Errorf("what it is about became %q", c.About)
			}
			ref, twoRef := known.Ref(), two.Ref()
			if !slices.Equal(kept.Communities, []journal.CommunityRef{ref, twoRef}) {
				t.Errorf("reflection of %v", kept.Communities)
			}
			// What was said stays as it was said, and is read as of the one there is.
			if a := kept.Answers; !a[0].Value.Equal(before.Reflection.Answers[0].Value) || !a[1].Value.Equal(before.Reflection.Answers[1].Value) ||
				*a[2].Community != ref || *a[3].Community != twoRef {
				t.Errorf("answers %+v", a)
			}
			if got := sh.observed(known.ID, "works"); !slices.Equal(got, []float64{4}) {
				t.Errorf("observed %v", got)
			}
			sg, err := sh.Suggestions(t.Context(), journal.SuggestionFilter{Community: known.ID})
			if err != nil || len(sg) != 1 {
				t.Errorf("suggestions %v, %v", sg, err)
			}
			if from := sh.history(known.ID)[0].From; from.ID != "" && from.Name == there.Name {
				t.Errorf("%s was made of %+v", there.Name, from)
			}
			d, err := sh.Draft(t.Context(), "")
			ok(t, err)
			if d.Place != o.Draft.Place || len(d.Answers) != len(before.Draft.Answers) {
				t.Errorf("the draft is at %s with %+v", d.Place, d.Answers)
			}

			// The second sitting goes on about the one it was, and is read of the other.
			o.Waiting, o.Draft, o.Observations[0].Value = false, d, journal.NumberValue(5)
			o.Observations[0].ID, o.Observations[0].At = journal.NewID(at(17, 9)), at(17, 9)
			kept = sh.keep(o)
			if got := sh.observed(known.ID, "works"); !slices.Equal(got, []float64{5, 4}) || *kept.Answers[2].Community != ref {
				t.Errorf("observed %v, kept %+v", got, kept)
			}
		})
	}
}

// TestKeepBothTwins: the person picked both the one that was there and the new
// one that turns out to be the same.
func TestKeepBothTwins(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	known := sh.addCommunity(journal.Community{Name: "Leeds Gophers", Alias: "Go Meetup"})
	one, _ := twoNew()
	o := sitting(one, known)
	o.Communities = o.Communities[:1]
	kept := sh.keep(o)
	if !slices.Equal(kept.Communities, []journal.CommunityRef{known.Ref()}) || *kept.Answers[2].Community != known.Ref() || *kept.Answers[3].Community != known.Ref() {
		t.Errorf("kept %+v", kept)
	}
	if got := sh.observed(known.ID, "works"); !slices.Equal(slices.Sorted(slices.Values(got)), []float64{2, 4}) {
		t.Errorf("observed %v", got)
	}
	if rs := sh.reflections(journal.Filter{Community: known.ID}); len(rs) != 1 {
		t.Errorf("%d reflections", len(rs))
	}
	d, err := sh.Draft(t.Context(), "")
	ok(t, err)
	for id, want := range map[journal.ID]float64{one.ID: 4, known.ID: 2} {
		if got := d.Answers["look["+string(id)+"].works"]; *got.Number != want {
			t.Errorf("of %s the draft holds %+v", id, got)
		}
	}
}

func TestKeepAddsToKnownCommunities(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	known := sh.addCommunity(journal.Community{Name: "Go Meetup", Kinds: []string{"work"}, Tags: []string{"go"}, Rhythm: "weekly"})
	named := known
	named.Kinds, named.Tags, named.About = []string{"work", "social"}, []string{"GO", "leeds"}, "Talks"

	elsewhere := known // another kith was here meanwhile
	elsewhere.Tags, elsewhere.Rhythm, elsewhere.Name = []string{"go", "kept"}, "daily", "Gophers"
	ok(t, sh.change(elsewhere))

	r := journal.Reflection{Title: "R", Created: at(1, 1)}
	sh.keep(journal.Outcome{Reflection: r, Communities: []journal.Community{named}})
	look := func(about string) {
		t.Helper()
		sh.reopen()
		c, err := sh.FindCommunity(t.Context(), string(known.ID))
		ok(t, err)
		if c.Name != "Gophers" || c.Rhythm != "daily" || c.About != about ||
			!slices.Equal(c.Kinds, []string{"work", "social"}) || !slices.Equal(c.Tags, []string{"go", "kept", "leeds"}) {
			t.Errorf("community %+v", c)
		}
	}
	look("Talks")

	// What was said of it in this sitting is new, and the rest may be older than
	// what is there.
	sh.keep(journal.Outcome{Reflection: r, Communities: []journal.Community{{ID: known.ID, Name: "Go Meetup", Rhythm: "weekly"}}})
	look("Talks")
	sh.keep(journal.Outcome{Reflection: r, Communities: []journal.Community{{ID: known.ID, Name: "Go Meetup", About: "A new line"}}})
	look("A new line")
}

// TestKeepBringsBackACommunity that was taken out of the journal while it was
// being written about.
func TestKeepBringsBackACommunity(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	one, two := twoNew()
	o := sitting(one, two)
	o.Communities = nil // the session found both in the journal
	kept := sh.keep(o)
	if !slices.Equal(kept.Communities, []journal.CommunityRef{one.Ref(), two.Ref()}) {
		t.Errorf("kept %+v", kept)
	}
}

func TestKeepWithoutADate(t *testing.T) {
	t.Parallel()
	sh := newShelf(t)
	kept := sh.keep(journal.Outcome{Reflection: journal.Reflection{Title: "R"}})
	if kept.ID == "" || time.Since(kept.Created) > time.Minute {
		t.Errorf("kept %+v", kept)
	}
}
