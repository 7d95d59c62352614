package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
	"kith/journal/text"
)

var monday = time.Date(2026, 11, 23, 14, 30, 0, 0, time.FixedZone("", 3600))

func fresh(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// found are the titles of what is found, in order: "title (kind), other (kind)".
func found(t testing.TB, s *Store, words string, searches ...journal.Search) string {
	t.Helper()
	search := append(searches, journal.Search{})[0]
	search.Query = journal.ParseQuery(words)
	var all []string
	for hit, err := range s.Search(t.Context(), search) {
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		all = append(all, fmt.Sprintf("%s (%s)", hit.Title, hit.Kind))
	}
	return strings.Join(all, ", ")
}

func note(t testing.TB, s *Store, title, words string, more ...func(*journal.Reflection)) journal.Reflection {
	t.Helper()
	r := journal.Reflection{Title: title, Created: monday, Answers: []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(words)}}}
	for _, change := range more {
		change(&r)
	}
	r, err := s.AddReflection(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func on(day string) func(*journal.Reflection) {
	return func(r *journal.Reflection) {
		at, err := journal.ParseTime(day, monday)
		if err != nil {
			panic(err)
		}
		r.Created = at
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	choir, err := s.AddCommunity(t.Context(), journal.Community{Name: "Harbour choir", About: "Sea shanties in the café", Created: monday, Tags: []string{"song"}, Kinds: []string{"hobby"}})
	must(t, err)
	must(t, s.AddObservations(t.Context(), []journal.Observation{{Community: choir.ID, Measure: "domain", Value: journal.NumberValue(4), At: monday, Note: "The tenors hum"}}))
	_, err = s.AddSuggestion(t.Context(), journal.Suggestion{ID: journal.NewID(monday), Text: "Hum before singing", FromRole: "a conductor", Created: monday.AddDate(0, 0, -1), Community: &journal.CommunityRef{ID: choir.ID}})
	must(t, err)
	note(t, s, "Old", "Shanty evening in the CAFE. 我们学习新的歌。", on("2020-05-05"), func(r *journal.Reflection) { r.Tags = []string{"Evenings out"} })
	note(t, s, "New", "We hum, and hum. Well-being!", on("2026-11-24"), func(r *journal.Reflection) {
		r.Communities = []journal.CommunityRef{choir.Ref()}
		r.Activity = "gibbs-cycle"
		r.Answers = append(r.Answers,
			journal.Answer{Key: "secret", Kind: journal.ShortText, Private: true, Value: journal.TextValue("the loud bass")},
			journal.Answer{Key: "why", Kind: journal.ChooseMany, Value: journal.ChoiceValue("x1"), Labels: []string{"Because of friendship"}},
			journal.Answer{Key: "not", Kind: journal.LongText, Value: journal.Value{Declined: true}},
			journal.Answer{Key: "worked", Kind: journal.Rating, Value: journal.NumberValue(3), Labels: []string{"mostly"}})
	})
	const old, newer, group, idea = "Old (reflection)", "New (reflection)", "Harbour choir (community)", "Hum before singing (suggestion)"
	for words, want := range map[string]string{
		"hum":                 strings.Join([]string{newer, group, idea}, ", "),
		"HUM -tenors":         newer + ", " + idea,
		"café":                group + ", " + old,
		"cafe sea":            group,
		"shant*":              group + ", " + old,
		"shanty or conductor": idea + ", " + old,
		`"hum well being"`:    newer,
		`"hum and"`:           newer,
		`"being the"`:         "", // from one answer into the next
		"bass":                newer,
		"friendship":          newer,
		"mostly":              "",
		"学习":                  old,
		"习学":                  "",
		"evenings":            old,
		"harbour":             group,
		"song":                group,
		"hobby":               group,
		"-hum":                old,
		"-hum -cafe":          "",
		"!!!":                 "",
		"gibbs":               "",
	} {
		if got := found(t, s, words); got != want {
			t.Errorf("%q finds %s, want %s", words, got, want)
		}
	}
	day := func(d string) time.Time {
		at, err := journal.ParseTime(d, monday)
		must(t, err)
		return at
	}
	for _, c := range []struct {
		words string
		f     journal.Filter
		want  string
	}{
		{"hum", journal.Filter{Limit: 2}, newer + ", " + group},
		{"hum", journal.Filter{Reverse: true}, strings.Join([]string{idea, group, newer}, ", ")},
		{"hum", journal.Filter{Since: day("2026-11-23")}, newer + ", " + group},
		{"hum", journal.Filter{Until: day("2026-11-23")}, idea},
		{"cafe", journal.Filter{Until: day("2026-11-23")}, old},
		{"hum or cafe", journal.Filter{Tags: []string{"evenings OUT"}}, old},
		{"hum", journal.Filter{Tags: []string{"song"}}, group},
		{"hum or cafe", journal.Filter{Community: choir.ID}, strings.Join([]string{newer, group, idea}, ", ")},
		{"hum or cafe", journal.Filter{Activity: "gibbs-cycle"}, newer},
		{"hum or cafe", journal.Filter{Words: 7}, newer + ", " + old},
		{"hum or cafe", journal.Filter{Words: 8}, newer + ", " + old},
		{"hum or cafe", journal.Filter{Words: 9}, old},
		{"hum or cafe", journal.Filter{Private: true}, newer},
		{"hum", journal.Filter{Community: "nobody"}, ""},
		{"-hum", journal.Filter{Until: day("2026-11-23")}, old},
	} {
		if got := found(t, s, c.words, journal.Search{Filter: c.f}); got != c.want {
			t.Errorf("%q with %+v finds %s, want %s", c.words, c.f, got, c.want)
		}
	}
	if got := found(t, s, "hum", journal.Search{Best: true}); !strings.HasPrefix(got, idea) {
		t.Errorf("the best of hum are %s", got)
	}
}

// Whatever is done to something, it is found by what it then says, and by nothing else.
func TestSearchFollowsWhatIsChanged(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	ctx := t.Context()
	check := func(words, want string) {
		t.Helper()
		if got := found(t, s, words); got != want {
			t.Errorf("%q finds %s, want %s", words, got, want)
		}
	}
	r := note(t, s, "A note", "first words")
	_, err := s.TagReflection(ctx, string(r.ID), []string{"Garden"}, nil)
	must(t, err)
	check("garden", "A note (reflection)")
	_, err = s.RenameTag(ctx, "garden", "yard")
	must(t, err)
	check("garden", "")
	check("yard", "A note (reflection)")
	r.Answers[0].Value = journal.TextValue("second words")
	must(t, s.update(ctx, func(t tx) error { return setParts(ctx, t, r) }))
	check("first", "")
	check("second words", "A note (reflection)")
	must(t, s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `UPDATE reflection SET title = 'Another', created = ? WHERE id = ?`, stamp(monday.AddDate(-1, 0, 0)), r.ID)
		return err
	}))
	note(t, s, "Between", "second", on("2026-01-01"))
	check("second", "Between (reflection), Another (reflection)")
	must(t, s.update(ctx, func(t tx) error {
		_, err := t.exec(ctx, `DELETE FROM reflection WHERE id = ?`, r.ID)
		return err
	}))
	check("second", "Between (reflection)")

	var all []journal.Community
	for _, name := range []string{"Quilters", "Stitchers"} {
		c, err := s.AddCommunity(ctx, journal.Community{Name: name, Created: monday})
		must(t, err)
		all = append(all, c)
	}
	_, err = s.MergeCommunities(ctx, all[1].ID, all[0].ID, monday)
	must(t, err)
	check("stitchers", "Quilters (community)")
	_, err = s.EditCommunity(ctx, all[0].ID, func(c *journal.Community) error { c.Name = "Menders"; return nil })
	must(t, err)
	check("quilters", "")
	check("stitchers menders", "Menders (community)")
	must(t, s.DeleteCommunity(ctx, all[0].ID, monday))
	check("stitchers or menders", "")
	_, err = s.RestoreTrash(ctx, "Menders")
	must(t, err)
	check("stitchers", "Menders (community)")
	must(t, s.AddObservations(ctx, []journal.Observation{{Community: all[1].ID, Measure: "mood", Value: journal.TextValue("merry"), At: monday, Note: "after tea"}}))
	check("merry tea", "Menders (community)")
	_, err = s.UndoObservations(ctx, all[0].ID, monday)
	must(t, err)
	check("merry", "")
	_, _, err = s.UnmergeCommunity(ctx, "Stitchers")
	must(t, err)
	check("stitchers", "Stitchers (community)")
	check("menders", "Menders (community)")

	sg, err := s.AddSuggestion(ctx, journal.Suggestion{ID: journal.NewID(monday), Text: "Bring cake", Created: monday})
	must(t, err)
	_, err = s.ChangeSuggestion(ctx, string(sg.ID), func(sg *journal.Suggestion) { sg.State, sg.Note = journal.SuggestionDone, "They loved plums" })
	must(t, err)
	check("plums", "Bring cake (suggestion)")

	page, err := s.AddContribution(ctx, journal.Contribution{Title: "A page", By: "a stranger", Text: "They bake bread", Added: monday})
	must(t, err)
	check("bread", "")
	others := journal.Search{Others: true}
	if got := found(t, s, "bread stranger", others); got != "A page (contribution)" {
		t.Errorf("of other people's pages %s is found", got)
	}
	must(t, s.DeleteContribution(ctx, page.Contribution.ID, monday))
	if got := found(t, s, "bread", others); got != "" {
		t.Errorf("%s is found in the trash", got)
	}

	if n := number(t, s, `SELECT count(*) FROM search_stale`); n != 0 {
		t.Errorf("%d things wait to be indexed", n)
	}
	if n := number(t, s, `SELECT (SELECT count(*) FROM search_document) - (SELECT count(*) FROM search_docsize)`); n != 0 {
		t.Errorf("%d documents more than are indexed", n)
	}
	_, err = s.db.Exec(`INSERT INTO search (search) VALUES ('integrity-check')`)
	must(t, err)
}

// fits is what a query means, worked out word by word.
func fits(q journal.Query, texts []string) bool {
	holds := func(p journal.Phrase) bool {
		return slices.ContainsFunc(texts, func(s string) bool {
			words := " "
			for token := range text.Tokens(s) {
				words += token.Folded + " "
			}
			phrase := " " + strings.Join(p.Words, " ")
			if !p.Begins {
				phrase += " "
			}
			return strings.Contains(words, phrase)
		})
	}
	return !slices.ContainsFunc(q.Without, holds) &&
		!slices.ContainsFunc(q.All, func(some []journal.Phrase) bool { return !slices.ContainsFunc(some, holds) })
}

// TestSearchFindsWhatTheQueryMeans compares the index with reading everything.
func TestSearchFindsWhatTheQueryMeans(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	random := rand.New(rand.NewPCG(1, 2))
	some := func(n int) string {
		words := strings.Fields("tea Café cake garden don't 学习 or Über near. river* not")
		var out []string
		for range n {
			out = append(out, words[random.IntN(len(words))])
		}
		return strings.Join(out, " ")
	}
	type kept struct {
		title string
		texts []string
	}
	var all []kept
	must(t, s.update(t.Context(), func(x tx) error {
		for i := range 300 {
			r := journal.Reflection{Title: fmt.Sprintf("n%d", i), Tags: []string{some(1)}, Created: monday.Add(time.Duration(i/10) * time.Minute)}
			r.Updated, r.ID = r.Created, journal.NewID(r.Created)
			k := kept{r.Title, []string{r.Title, r.Tags[0]}}
			for a := range random.IntN(3) {
				said := some(1 + random.IntN(4))
				r.Answers = append(r.Answers, journal.Answer{Key: fmt.Sprint(a), Kind: journal.LongText, Value: journal.TextValue(said)})
				k.texts = append(k.texts, said)
			}
			all = append(all, k)
			if err := insertReflection(t.Context(), x, r); err != nil {
				return err
			}
		}
		return nil
	}))
	for range 400 {
		typed := some(1 + random.IntN(4))
		switch random.IntN(4) {
		case 0:
			typed = `"` + typed + `"`
		case 1:
			typed += " -" + some(1)
		case 2:
			typed = "-" + typed
		}
		q := journal.ParseQuery(typed)
		var want []string
		for _, k := range all {
			if fits(q, k.texts) && !q.Empty() {
				want = append(want, k.title)
			}
		}
		var got []string
		for hit, err := range s.Search(t.Context(), journal.Search{Query: q, Filter: journal.Filter{Reverse: true}}) {
			must(t, err)
			got = append(got, hit.Title)
		}
		byNumber := func(x, y string) int { return cmp.Or(len(x)-len(y), strings.Compare(x, y)) }
		minutes := func(x, y string) int { return byNumber(x[:len(x)-1], y[:len(y)-1]) } // within one it is left open
		if inOrder := slices.IsSortedFunc(got, minutes); !inOrder || !slices.Equal(slices.SortedFunc(slices.Values(got), byNumber), want) {
			t.Fatalf("%q finds %v, want %v", typed, got, want)
		}
	}
}

// Of what was written in one minute, or comes with a day alone, any number is found in its place.
func TestManyOfOneMinute(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	must(t, s.update(t.Context(), func(x tx) error {
		for i := range 1000 {
			r := journal.Reflection{ID: journal.NewID(monday), Title: "same", Created: monday, Updated: monday}
			if i == 0 {
				r.Created, r.Title = monday.AddDate(0, 0, 2), "later"
			}
			if err := insertReflection(t.Context(), x, r); err != nil {
				return err
			}
		}
		return nil
	}))
	if got := found(t, s, "same or later", journal.Search{Filter: journal.Filter{Limit: 2}}); got != "later (reflection), same (reflection)" {
		t.Errorf("the newest are %s", got)
	}
	n := 0
	for _, err := range s.Search(t.Context(), journal.Search{Query: journal.ParseQuery("same"), Filter: journal.Filter{Until: monday.Add(time.Minute)}}) {
		must(t, err)
		n++
	}
	if n != 999 {
		t.Errorf("%d are found", n)
	}
}

// Nothing that is typed is an error to the database.
func FuzzSearch(f *testing.F) {
	for _, typed := range []string{"", `a"b`, "NEAR(a b)", "a AND", "* : ^ ( {", "a or -b", "\x00\xff'", strings.Repeat("a -b ", 400), "a* or \"b c\"*", "title:x", "ﬁ İ ŉ ½ 学 🎉"} {
		f.Add(typed)
	}
	s := fresh(f)
	note(f, s, "A title", "words a b c")
	f.Fuzz(func(t *testing.T, typed string) {
		for _, best := range []bool{false, true} {
			found(t, s, typed, journal.Search{Best: best})
			found(t, s, typed, journal.Search{Best: best, Filter: journal.Filter{Tags: []string{"x"}, Since: monday}})
		}
	})
}

// A journal of version 4 is indexed whole, and a damaged reflection keeps no other from it.
func TestMigrateSearch(t *testing.T) {
	t.Parallel()
	path := versionOf(t, 4, strings.ReplaceAll(`
		WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
		INSERT INTO reflection SELECT 'r' || i, 'Title ' || i, '', ?1, 60, ?1, 60, 0, i = 7 FROM n;
		INSERT INTO answer SELECT id, 0, 'note', '', '', 'long_text', 'some café words', iif(id = 'r3', '{"number":"x"}', NULL), NULL, NULL, 0 FROM reflection;
		INSERT INTO community (id, root, name, name_folded, created, created_offset) VALUES ('c', 'c', 'Choir', 'choir', ?1, 0);
		INSERT INTO suggestion VALUES ('s', 'Sing', '', NULL, '', '', ?1, 0, NULL, 'open', NULL, '', NULL, 0)`, "?1", "'"+stamp(monday).(string)+"'"))
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	n := 0
	for hit, err := range s.Search(t.Context(), journal.Search{Query: journal.ParseQuery("cafe")}) {
		must(t, err)
		if hit.Snippet != "some café words" {
			t.Fatalf("%+v", hit)
		}
		n++
	}
	if n != 999 {
		t.Errorf("%d of 999 are found", n)
	}
	if got := found(t, s, "choir or sing"); got != "Choir (community), Sing (suggestion)" && got != "Sing (suggestion), Choir (community)" {
		t.Errorf("found %s", got)
	}
	if n := number(t, s, `SELECT count(*) FROM reflection WHERE words = 3`); n != 999 {
		t.Errorf("%d have their words counted", n)
	}
	if got := found(t, s, "title", journal.Search{Filter: journal.Filter{Private: true}}); got != "Title 7 (reflection)" {
		t.Errorf("private are %s", got)
	}
}

// The newest of a word that stands everywhere are found without sorting all the others.
func TestSearchReadsNoMoreThanItShows(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	for _, words := range []string{"a", "a -b", "-b"} {
		for _, f := range []journal.Filter{{}, {Tags: []string{"x"}}, {Since: monday, Until: monday}, {Words: 3, Activity: "x"}, {Community: "c", Reverse: true}} {
			f.Limit = 20
			sql, args := searching(journal.Search{Query: journal.ParseQuery(words), Filter: f})
			if plan := planOf(t, s, sql, args...); strings.Contains(plan, "TEMP B-TREE FOR ORDER BY") {
				t.Errorf("%q with %+v: %s", words, f, plan)
			}
		}
	}
}
