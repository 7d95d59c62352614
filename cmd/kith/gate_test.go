//go:build unix

package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
)

// technical are the columns of text that hold no words of the person's: ids, times,
// states and what is folded to be looked up.
var technical = regexp.MustCompile(`(^|_)(id|root|into|archived|taken|batch|community|reflection|draft|state|created|updated|ended|started|at|undone|closed|by|until|due|made|page|destination|folded|import|kind|measure|key|loop|element|parent|source|activity|who|position|circle|digest|written|contribution|added|read|joined|changed|sent|seen)$`)

// wordless are others in which a journal that is just begun has no words: labels are
// the activity's, a measure's own words are in its text, tags are counted by triggers, and
// a share knows answers by their keys.
var wordless = []string{"answer.labels", "observation.labels", "observation.value", "tag_count.tag", "share.answers"}

// seeded is a home with MARK wherever words are kept, and what is to be named.
func seeded(t *testing.T) (home string, ids map[string]string) {
	t.Helper()
	home = t.TempDir()
	do := func(args ...string) string {
		t.Helper()
		code, out, said := inside{home: home}.run(t, args...)
		if code != 0 {
			t.Fatalf("kith %q: %d, %s", args, code, said)
		}
		return out
	}
	file := filepath.Join(home, "answers.toml")
	answers := `communities = [{ name = "MARK choir", kind = "MARK kind", about = "MARK about" }]
focus = ["MARK choir"]
difference = "MARK text"
value_overall = "MARK worth"
suggestions = [{ text = "MARK try", from_role = "MARK role", community = "MARK choir", try_by = 2026-11-20 }]
[look."MARK choir"]
works = 3
why_works = "MARK why"
domain = 4
own_label = "network"
`
	if err := os.WriteFile(file, []byte(answers), 0o600); err != nil {
		t.Fatal(err)
	}
	do("reflect", "5.3", "--answers", file, "--tag", "MARKtag")
	do("community", "edit", "MARK choir", "--alias", "MARK alias", "--where", "MARK where", "--rhythm", "MARK rhythm")
	do("community", "tag", "MARK choir", "MARKown")
	do("community", "observe", "MARK choir", "--set", "mood=MARK mood", "--note", "MARK note", "--date", "2026-01-02")
	do("community", "add", "MARK second")
	do("community", "add", "MARK third")
	do("community", "merge", "MARK third", "MARK second", "--yes")
	do("community", "edit", "MARK second", "--name", "MARK renamed")
	do("community", "add", "MARK gone")
	do("community", "delete", "MARK gone", "--yes")
	page := filepath.Join(home, "MARK page.md")
	for _, words := range []string{"MARK before", "MARK after"} {
		src := "---\nkith: page/1\nid: MARK-id\ntitle: MARK title\nby: MARK by\nactivity: MARK activity\n---\n" + words + "\n"
		if err := os.WriteFile(page, []byte(src), 0o600); err != nil {
			t.Fatal(err)
		}
		do("contribution", "add", page)
	}
	week := filepath.Join(home, "week.toml")
	if err := os.WriteFile(week, []byte("headline = \"MARK week\"\npages = [\"MARK title\"]\ntried = [{ suggestion = \"MARK due\", outcome = \"dropped\", note = \"MARK dropped\" }]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	do("suggestion", "add", "MARK due", "--by", "2026-11-01")
	do("reflect", "weekly", "--answers", week)
	do("note", "MARK before", "--tag", "MARKtag")
	changed := filepath.Join(home, "changed.md")
	if err := os.WriteFile(changed, []byte(strings.ReplaceAll(do("show", "last", "--markdown"), "MARK before", "MARK after")), 0o600); err != nil {
		t.Fatal(err)
	}
	do("edit", "last", "--from", changed)
	do("note", "MARK away", "--community", "MARK choir")
	do("delete", "last", "--yes")
	do("note", "MARK note of its own", "--community", "MARK choir", "--tag", "MARKtag")
	do("share", "last", "--as", "MARK me", "--out", filepath.Join(home, "MARK shared.md"))
	seedCircle(t, home, do)
	for range 2 {
		if code, _, said := (inside{home: home, in: strings.NewReader("\nMARK half\n.\n")}).run(t, "reflect", "gibbs", "--plain"); code != 130 {
			t.Fatalf("a draft: %d, %s", code, said)
		}
	}

	db, err := sql.Open("sqlite", filepath.Join(home, "data", "kith", "journal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	column := func(query string, args ...any) (all []string) {
		rows, err := db.Query(query, args...)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		defer rows.Close()
		for rows.Next() {
			var s sql.NullString
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			all = append(all, s.String)
		}
		return all
	}
	if _, err := db.Exec(`UPDATE draft SET title = 'MARK title', body = json_set(body, '$.title', 'MARK title')`); err != nil {
		t.Fatal(err)
	}
	quoted, err := json.Marshal(nasty)
	if err != nil {
		t.Fatal(err)
	}
	inJSON := string(quoted[1 : len(quoted)-1])
	for _, table := range column(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`) {
		for _, name := range column(`SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'`, table) {
			col := `"` + name + `"`
			marked := column(`SELECT count(*) FROM ` + table + ` WHERE ` + col + ` LIKE '%MARK%'`)[0] != "0"
			if !marked && !technical.MatchString(name) && !slices.Contains(wordless, table+"."+name) {
				t.Errorf("no words are in %s.%s: say where they come from, or that it holds none", table, col)
			}
			with := `CASE WHEN json_valid(` + col + `) AND substr(` + col + `, 1, 1) IN ('{', '[') THEN replace(` + col + `, 'MARK', ?1) ELSE replace(` + col + `, 'MARK', ?2) END`
			if _, err := db.Exec(`UPDATE OR IGNORE `+table+` SET `+col+` = `+with+` WHERE `+col+` LIKE '%MARK%'`, inJSON, nasty); err != nil {
				t.Errorf("%s.%s: %v", table, col, err)
			}
		}
	}
	first := func(query string) string { return column(query)[0] }
	return home, map[string]string{
		// Names are found by what they are folded to, which is as it was.
		"COMMUNITY": "MARK choir", "SECOND": "MARK renamed", "MERGED": "MARK third", "TRASHED": first(`SELECT id FROM community WHERE state = 'trashed'`),
		"WEEK": first(`SELECT id FROM reflection WHERE activity = 'weekly-review'`), "PAGE": first(`SELECT id FROM contribution`), "PAGEFILE": page,
		"NOTE": first(`SELECT id FROM reflection ORDER BY id DESC LIMIT 1`), "REFLECTION": first(`SELECT id FROM reflection ORDER BY id LIMIT 1`),
		"CHANGED": first(`SELECT reflection FROM revision`), "AWAY": first(`SELECT id FROM trashed`), "TEXT": changed,
		"DRAFT": first(`SELECT id FROM draft ORDER BY id LIMIT 1`), "OTHER": first(`SELECT id FROM draft ORDER BY id DESC LIMIT 1`), "SUGGESTION": first(`SELECT id FROM suggestion`),
		"SHARE": first(`SELECT id FROM share`), "CIRCLE": first(`SELECT id FROM circle`), "PLACE": filepath.Join(home, "place"), "POSTED": first(`SELECT path FROM circle_file`),
		"THEIRS": first(`SELECT id FROM contribution WHERE circle <> ''`),
	}
}

// seedCircle has the person in a circle that holds pages and replies of others, and in
// which something of theirs waits; PLACE is another place, whose files act on a terminal.
func seedCircle(t *testing.T, home string, do func(args ...string) string) {
	t.Helper()
	place := filepath.Join(home, "MARK place")
	for name, words := range map[string]string{
		filepath.Join(place, "pages", "MARK theirs.md"):               "MARK page",
		filepath.Join(place, "replies", "MARK theirs", "MARK.md"):     "---\nkith: reply/1\nby: MARK somebody\n---\nMARK reply",
		filepath.Join(home, "place", "pages", "page.md"):              "---\ntitle: " + nasty + "\n---\n" + nasty,
		filepath.Join(home, "place", "pages", "b\x1b[2J\u202e.md"):    "b",
		filepath.Join(home, "place", "replies", "page", "replied.md"): "---\nby: " + nasty + "\n---\n" + nasty,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do("circle", "join", "MARK circle", place, "--as", "MARK role")
	do("circle", "read")
	do("circle", "post", "last", "--yes")
	if err := os.Rename(place, place+" away"); err != nil {
		t.Fatal(err)
	}
	do("circle", "post", "last", "--yes")
}

// Nothing that is kept acts on a terminal, whichever command shows it.
func TestNothingKeptActsOnATerminal(t *testing.T) {
	t.Parallel()
	// Those that take something away come last.
	lines := []string{
		"", "browse", "list", "list --community COMMUNITY", "show REFLECTION", "show NOTE", "show WEEK", "show CHANGED --markdown", "show AWAY",
		"history CHANGED", "history CHANGED 1", "history CHANGED --diff", "history NOTE", "edit NOTE", "edit NOTE --guided", "edit NOTE --from TEXT", "edit CHANGED --revert 1", "delete NOTE", "tag list", "draft list", "trash list", "suggestion list", "suggestion show SUGGESTION",
		"search MARK --others --limit 0", "search -zz --best",
		"stats --limit 0", "stats --measure mood",
		"community list", "community show COMMUNITY", "community show SECOND", "community history COMMUNITY", "community map", "community map --over-time COMMUNITY",
		"import nowhere.md", "import --undo", "export --out OUT", "export --public --out PUBLIC", "export --out PAGES --communities", "community list --markdown", "community show COMMUNITY --markdown",
		"export --format csv --out -", "export --format csv --out TABLES --communities", "export --format html --out - --communities", "export --format html --out HTML --communities", "export --format json --all --out -", "tag NOTE more", "tag rename more less", "community tag COMMUNITY more", "community observe COMMUNITY --domain 2",
		"community add", "community add COMMUNITY", "community edit COMMUNITY --where Hall", "community archive SECOND", "community unarchive SECOND",
		"community history COMMUNITY --undo", "community unmerge MERGED", "community merge COMMUNITY SECOND", "community delete COMMUNITY", "draft delete DRAFT",
		"share REFLECTION", "share NOTE --as me", "share list", "share show SHARE",
		"reflect", "reflect gibbs", "resume", "resume --plain OTHER", "note more words", "suggestion add more", "suggestion add more --contribution PAGE", "suggestion show 2", "suggestion later SUGGESTION friday", "suggestion done SUGGESTION --helped --thank", "suggestion open SUGGESTION", "suggestion drop SUGGESTION", "config", "completion bash",
		"contribution", "contribution list", "contribution show PAGE", "contribution show PAGE --earlier", "contribution add PAGEFILE",
		"circle", "circle list", "circle status", "circle status CIRCLE", "circle read", "circle post NOTE --to CIRCLE --yes", "circle reply THEIRS more --yes", "circle join CIRCLE PLACE",
		"circle join fresh PLACE", "circle read fresh", "contribution list --circle fresh", "contribution show THEIRS", "circle withdraw POSTED --yes", "circle leave CIRCLE --yes", "circle list",
		"explain", "explain network", "activity", "activity list", "activity show gibbs", "activity answers gibbs", "activity check nowhere.toml", "activity new mine",
		"community", "draft", "suggestion", "tag nosuch", "trash", "export --out -",
		"doctor", "backup", "backup BACKUP", "doctor --rescue RESCUED", "doctor --fix", "restore BACKUP --yes", "restore --undo --yes",
		"contribution delete PAGE --yes", "trash list", "trash restore PAGE", "contribution delete PAGE", "contribution delete PAGE --yes",
		"draft delete OTHER --yes", "trash restore TRASHED", "delete NOTE --yes", "delete CHANGED REFLECTION --yes", "trash restore AWAY", "community delete SECOND --yes", "community merge COMMUNITY SECOND --yes", "trash empty --yes",
	}
	forEachCommand(newRoot(&app{console: &console.Console{}}), func(c *cobra.Command) {
		if path := strings.TrimSpace(strings.TrimPrefix(c.CommandPath(), "kith")); c.Runnable() && !slices.ContainsFunc(lines, func(line string) bool {
			return line == path || strings.HasPrefix(line, path+" ")
		}) {
			t.Errorf("no line runs kith %s", path)
		}
	})
	own := regexp.MustCompile("\x1b\\[(0|1|2|3|4|22|23|24|31|36|39|1;4|22;24)?m") // what kith itself draws with
	for _, terminal := range []bool{true, false} {
		home, ids := seeded(t)
		for name, file := range map[string]string{"OUT": "out", "PUBLIC": "public", "PAGES": "pages", "TABLES": "tables", "HTML": "journal.html", "BACKUP": "backup.db", "RESCUED": "rescued.db"} {
			ids[name] = filepath.Join(home, file)
		}
		for _, line := range lines {
			args := strings.Fields(line)
			for i, arg := range args {
				if id, is := ids[arg]; is {
					args[i] = id
				}
			}
			if data := strings.Contains(line, "--out -") || strings.Contains(line, "--markdown") || line == "history CHANGED 1"; data && !terminal {
				continue
			}
			said := shownBy(t, home, terminal, args)
			said = own.ReplaceAllString(strings.ReplaceAll(said, "\r\n", "\n"), "")
			inert(t, fmt.Sprintf("on a terminal %v, kith %s", terminal, line), said)
			if strings.Contains(said, "MARK") {
				t.Errorf("kith %s shows what was to be replaced: %q", line, said)
			}
		}
	}
}

// shownBy is all that a command puts out, on a terminal or into a pipe.
func shownBy(t *testing.T, home string, terminal bool, args []string) string {
	t.Helper()
	env := map[string]string{"PAGER": "cat", "COLUMNS": "9000"} // so wide that nothing is cut off
	for _, pair := range environment(home) {
		key, value, _ := strings.Cut(pair, "=")
		env[key] = value
	}
	var pipe bytes.Buffer
	sys := system{args: args, stdin: strings.NewReader(""), stdout: &pipe, stderr: &pipe, now: time.Now,
		env: func(key string) (string, bool) { value, ok := env[key]; return value, ok }}
	if !terminal {
		run(t.Context(), sys)
		return pipe.String()
	}
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("there is no pseudo-terminal here: ", err)
	}
	sys.stdout, sys.stderr = tty, tty
	heard := make(chan string)
	go func() {
		all, _ := io.ReadAll(master) // it ends in an error once the terminal is gone
		heard <- string(all)
	}()
	run(t.Context(), sys)
	tty.Close()
	said := <-heard
	master.Close()
	return said
}
