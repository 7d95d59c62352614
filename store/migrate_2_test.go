package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// version2 is a journal as the last kith of version 2 left it, after a person had
// used most of its commands: testdata/journal_2.sql is its dump.
func version2(t *testing.T) (path string) {
	t.Helper()
	script, err := os.ReadFile("testdata/journal_2.sql")
	must(t, err)
	path = filepath.Join(t.TempDir(), "journal.db")
	db, err := sql.Open("sqlite", fileURL(path, ""))
	must(t, err)
	_, err = db.Exec(string(script))
	must(t, err)
	must(t, db.Close())
	return path
}

// everything is all that a journal gives to read, as JSON has it.
func everything(t *testing.T, s *Store) (read map[string]any) {
	t.Helper()
	ctx := context.Background()
	all := map[string]any{}
	put := func(key string, what any, err error) {
		t.Helper()
		must(t, err)
		all[key] = what
	}
	current, err := s.Communities(ctx, journal.CommunityFilter{})
	put("current", current, err)
	archived, err := s.Communities(ctx, journal.CommunityFilter{Archived: true, Sort: journal.SortLookedAt})
	put("archived", archived, err)
	trash, err := s.Trash(ctx)
	put("trash", trash, err)
	ids := []journal.ID{""}
	for _, c := range append(current, archived...) {
		whole, err := s.FindCommunity(ctx, string(c.ID))
		put("merged into "+c.Name, whole.Merged, err)
		for _, ref := range append(whole.Merged, c.Ref()) {
			ids = append(ids, ref.ID)
			found, err := s.FindCommunity(ctx, ref.Name)
			put("find "+ref.Name, found.Name, err)
		}
	}
	for _, thing := range trash {
		if thing.Kind == journal.TrashedCommunity {
			ids = append(ids, thing.ID)
		}
	}
	for _, id := range ids {
		observed, err := s.Observations(ctx, id, 0)
		put("observed of "+string(id), observed, err)
		if id != "" {
			names, err := s.Names(ctx, id)
			put("names of "+string(id), names, err)
			about, err := s.Reflections(ctx, journal.Filter{Community: id})
			put("about "+string(id), about, err)
		}
	}
	latest, err := s.Latest(ctx, nil)
	put("latest", latest, err)
	latest, err = s.Latest(ctx, ids)
	put("latest of each", latest, err)
	quiet, err := s.Quiet(ctx, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), 0)
	put("quiet", quiet, err)
	var reflections []journal.Reflection
	for r, err := range s.EachReflection(ctx, journal.Filter{}) {
		must(t, err)
		reflections = append(reflections, r)
	}
	put("reflections", reflections, nil)
	suggestions, err := s.Suggestions(ctx, journal.SuggestionFilter{State: journal.SuggestionAll})
	put("suggestions", suggestions, err)
	drafts, err := s.Drafts(ctx)
	put("drafts", drafts, err)
	tags, err := s.Tags(ctx)
	put("tags", tags, err)
	text, err := json.Marshal(all)
	must(t, err)
	must(t, json.Unmarshal(text, &read))
	return read
}

// lacking is where got has not what want has, or ""; it may have more.
func lacking(want, got any) string {
	switch want := want.(type) {
	case map[string]any:
		got, _ := got.(map[string]any)
		for key, value := range want {
			if key == "Formerly" { // which all reflections have in common by now
				continue
			}
			is, ok := got[key]
			if !ok { // some were given a name of their own in JSON since
				is = got[strings.ToLower(key)]
			}
			if where := lacking(value, is); where != "" {
				return key + ": " + where
			}
		}
		return ""
	case []any:
		got, _ := got.([]any)
		if len(got) != len(want) {
			return fmt.Sprintf("%d of %d", len(got), len(want))
		}
		for i, value := range want {
			if where := lacking(value, got[i]); where != "" {
				return fmt.Sprintf("%d: %s", i, where)
			}
		}
		return ""
	}
	if want != got {
		return fmt.Sprintf("%v, want %v", got, want)
	}
	return ""
}

// TestVersion2ReadsAsBefore: testdata/journal_2.json is what that kith read.
func TestVersion2ReadsAsBefore(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/journal_2.json")
	must(t, err)
	var want any
	must(t, json.Unmarshal(text, &want))
	s, err := Open(t.Context(), version2(t), Options{})
	must(t, err)
	defer s.Close()
	if where := lacking(want, everything(t, s)); where != "" {
		t.Error(where)
	}
}

// TestVersion2BecomesTheSame as a new journal, with what was in it.
func TestVersion2BecomesTheSame(t *testing.T) {
	t.Parallel()
	path := version2(t)
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	fresh, err := Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), Options{})
	must(t, err)
	defer fresh.Close()
	schema := func(s *Store) []string {
		all, err := read(t.Context(), s, func(x tx) ([]string, error) {
			return query(t.Context(), x, scanText, `SELECT type || ' ' || name || ' ' || tbl_name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1`)
		})
		must(t, err)
		return all
	}
	if got, want := schema(s), schema(fresh); !slices.Equal(got, want) {
		t.Errorf("the schema is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, pragma := range []string{"user_version", "application_id", "auto_vacuum"} {
		if got, want := number(t, s, "SELECT * FROM pragma_"+pragma), number(t, fresh, "SELECT * FROM pragma_"+pragma); got != want {
			t.Errorf("%s is %d, want %d", pragma, got, want)
		}
	}
	for what, check := range map[string]string{
		"foreign keys lead nowhere":    `SELECT count(*) FROM pragma_foreign_key_check`,
		"complaints":                   `SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'`,
		"tags are miscounted":          miscounted,
		"roots are not the chain's":    `SELECT count(*) FROM community WHERE root <> coalesce(merged_into, id)`,
		"observations are of a merger": `SELECT 4 - count(*) FROM observation o JOIN community c ON c.id = o.community WHERE c.name = 'Gophers' AND o.measure IN ('domain', 'community')`,
	} {
		if n := number(t, s, check); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}

	names, err := s.AllNames(t.Context())
	if err != nil || !slices.ContainsFunc(names, func(n journal.Names) bool {
		return n.Name == "Go Meetup" && slices.Contains(n.Former, "Gophers")
	}) {
		t.Errorf("the names are %+v, %v", names, err)
	}

	// What was merged can be taken out again, and is found with what came after.
	c, from, err := s.UnmergeCommunity(t.Context(), "the g")
	if err != nil || c.Name != "Gophers" || from.Name != "Go Meetup" {
		t.Errorf("took %+v out of %v, %v", c, from, err)
	}
	if os, err := s.Observations(t.Context(), c.ID, 0); err != nil || len(os) != 7 {
		t.Errorf("%d observations, %v", len(os), err)
	}
}

// TestVersion2Labels: what was observed has the words that were shown when it was
// asked.
func TestVersion2Labels(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), version2(t), Options{})
	must(t, err)
	defer s.Close()
	c, err := s.FindCommunity(t.Context(), "gm")
	must(t, err)
	os, err := s.Observations(t.Context(), c.ID, 0)
	must(t, err)
	words := map[string]string{}
	for _, o := range os {
		if o.Reflection == "" && o.Labels != nil {
			t.Errorf("%s was not asked, and has %q", o.Measure, o.Labels)
		}
		if o.Reflection != "" {
			words[o.Measure+" "+o.From.Name] = strings.Join(o.Labels, ", ")
		}
	}
	want := map[string]string{
		"works ": "well", "domain ": "clear to most of us", "community ": "some helping", "practice ": "", "links ": "a little",
		"held_by ": "Learning and getting better at something", "own_label ": "A community", "openness ": "hard",
		"barriers ": "They would never hear about it, You have to be invited", "works Gophers": "not very well",
		"domain Gophers": "it defines us", "community Gophers": "a few contacts", "practice Gophers": "odd tips", "own_label Gophers": "A network",
	}
	if !maps.Equal(words, want) {
		t.Errorf("got  %q\nwant %q", words, want)
	}
}

// TestVersion2LeavesACopy that the kith before can open.
func TestVersion2LeavesACopy(t *testing.T) {
	t.Parallel()
	path := version2(t)
	for range 2 { // the second time there is nothing left to do
		s, err := Open(t.Context(), path, Options{})
		must(t, err)
		must(t, s.Close())
	}
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.before-*"))
	if err != nil || len(copies) != 1 || copies[0] != path+".before-3" {
		t.Fatalf("copies %q, %v", copies, err)
	}
	info, err := os.Stat(copies[0])
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has %v", info.Mode())
	}
	db, err := sql.Open("sqlite", fileURL(copies[0], "mode=ro"))
	must(t, err)
	before := &Store{db: db}
	defer before.Close()
	for query, want := range map[string]int{
		"PRAGMA user_version":                                         2,
		"SELECT count(*) FROM community":                              10,
		"SELECT count(*) FROM observation WHERE was IS NOT NULL":      9,
		"SELECT count(*) FROM draft":                                  1,
		"SELECT count(*) FROM pragma_integrity_check":                 1,
		"SELECT count(*) FROM sqlite_schema WHERE name LIKE '%.tmp%'": 0,
	} {
		if got := number(t, before, query); got != want {
			t.Errorf("%s is %d, want %d", query, got, want)
		}
	}
}

// TestSQLiteProgram: the sqlite3 of the system finds a journal sound, new or
// brought along, and loads its own dump of it.
func TestSQLiteProgram(t *testing.T) {
	t.Parallel()
	sqlite, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip(err)
	}
	ask := func(stdin, path string, args ...string) string {
		t.Helper()
		cmd := exec.Command(sqlite, append([]string{path}, args...)...)
		cmd.Stdin = strings.NewReader(stdin)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", args, err, out)
		}
		return string(out)
	}
	fresh := filepath.Join(t.TempDir(), "journal.db")
	for _, path := range []string{version2(t), fresh} {
		s, err := Open(t.Context(), path, Options{})
		must(t, err)
		c, err := s.AddCommunity(t.Context(), journal.Community{Name: "New", Alias: "n", Tags: []string{"x"}, Archived: time.Now()})
		must(t, err)
		two, err := s.AddCommunity(t.Context(), journal.Community{Name: "Newer"})
		must(t, err)
		_, err = s.MergeCommunities(t.Context(), c.ID, two.ID, time.Now())
		must(t, err)
		must(t, s.AddObservations(t.Context(), []journal.Observation{
			{Community: c.ID, Measure: "domain", Value: journal.NumberValue(4), Labels: []string{"clear"}}, {Measure: "energy", Value: journal.TextValue("low")},
		}))
		_, err = s.AddReflection(t.Context(), journal.Reflection{Title: "R", Communities: []journal.CommunityRef{c.Ref()}, Answers: []journal.Answer{
			{Key: "a", Value: journal.TextValue("it's\n100 %")}, {Key: "b", Value: journal.ChoiceValue("x"), Labels: []string{"X"}},
		}})
		must(t, err)
		must(t, s.Close())

		copied := filepath.Join(t.TempDir(), "copy.db")
		if out := ask(ask("", path, ".dump"), copied); out != "" {
			t.Errorf("loading the dump: %s", out)
		}
		for _, path := range []string{path, copied} {
			if out := ask("", path, "PRAGMA integrity_check; PRAGMA foreign_key_check"); out != "ok\n" {
				t.Errorf("%s: %s", path, out)
			}
		}
		const count = `SELECT (SELECT count(*) FROM answer), (SELECT count(*) FROM observation), (SELECT group_concat(name || looked_at || listed) FROM community)`
		if got, want := ask("", copied, count), ask("", path, count); got != want {
			t.Errorf("the copy has %s, want %s", got, want)
		}
	}
}
