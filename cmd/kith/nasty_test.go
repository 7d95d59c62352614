package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// nastyStrings are what must never reach a terminal as it is: what moves a cursor, sets
// colours, a title or the clipboard, asks the terminal to answer, rings, goes back over what is
// written or turns a line around.
func nastyStrings() []string {
	all := []string{
		"\x1b[35m", "\x1b[2J", "\x1b[H", "\x1b[1;1H", "\x1b[3J", "\x1b[?1049h", "\x1b[?25l", "\x1b[8m", "\x1b[6n", "\x1b[c", "\x1b[21t", "\x1b[99999b", "\x1b[1;31", // CSI
		"\x1b]0;t\x07", "\x1b]2;t\x1b\\", "\x1b]52;c;aGk=\x07", "\x1b]8;;https://example.org/\x07there\x1b]8;;\x07", "\x1b]8;;file:///\x1b\\x\x1b]8;;\x1b\\", "\x1b]1337;File=:aGk=\x07", "\x1b]9;4;1;1\x07", "\x1b]no end", // OSC
		"\x1bP+q544e\x1b\\", "\x1bPq#0~\x1b\\", "\x1b_Ga=T\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", // DCS, APC, PM, SOS
		"\x1bc", "\x1b7", "\x1b8", "\x1bM", "\x1b(0", "\x1b#8", "\x1b%G", "\x1b=", "\x1b", "\x1b\x1b[31m", "\x1b\u202e[31m",
		"\u009b2J", "\u009d0;t\u009c", "\u0090q\u009c", "\u0085", "\u0084", "\u008d", "\u009e", "\u0080", // C1 as UTF-8
		"\a", "\b\b\b", "\v", "\f", "\x00", "\x0e", "\x0f", "\x7f", "\r", "overwritten\rnew", "\x13", "\x1a", "\x05",
		"\u202e", "\u202d", "\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069", "\u202egnp.exe", // direction
		"\u2028", "\u2029", "a" + strings.Repeat("\u0301", 300) + "\x1b[1m", "\U0001F468\u200D\U0001F469\x1b[1m", "\U000E0041\x1b[1m", "\xff\x1b[1m", "\xc2\x1b[31m", "\xe2\x80\x1b", "\x9b31m",
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "\x00" }) // which nothing takes
}

// nasty is all of them at once.
var nasty = "x" + strings.Join(nastyStrings(), "-") + "y"

// actsAt is where in what kith put out something acts on a terminal; -1 for nowhere.
func actsAt(said string) int {
	return strings.IndexFunc(said, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' ||
			r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	})
}

// inert fails where something in it acts on a terminal.
func inert(t *testing.T, what, said string) {
	t.Helper()
	if i := actsAt(said); i >= 0 {
		t.Errorf("%s shows %q", what, said[max(0, i-60):min(len(said), i+40)])
	}
}

// Nothing that is typed, or said by the environment, acts on a terminal when kith repeats it:
// not the name of a file, of a command, a flag, a reflection, a journal or an editor.
func TestNothingTypedActsOnATerminal(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if code, _, said := (inside{home: home}).run(t, "note", "first"); code != 0 {
		t.Fatal(said)
	}
	lines := []string{
		"NASTY", "--NASTY", "list --NASTY", "note --tag NASTY --date NASTY x", "show NASTY", "list --since NASTY", "list --tag NASTY", "list --community NASTY", "list --measure NASTY",
		"search NASTY", "tag last NASTY --debug", "tag rename NASTY b", "community show NASTY", "community merge NASTY b --yes", "community observe NASTY", "community map --over-time NASTY",
		"reflect NASTY", "reflect gibbs --answers PATH", "resume NASTY", "activity show NASTY", "activity check PATH", "explain NASTY", "help NASTY", "edit last --from PATH", "import PATH",
		"contribution add PATH", "circle join NASTY PATH", "circle read NASTY", "share last --out PATH/x", "export --out PATH/a/b", "export --format NASTY", "config NASTY", "config editor NASTY",
		"trash restore NASTY", "draft delete NASTY", "suggestion add x --by NASTY", "list --journal PATH/x", "list --journal NASTY", "completion NASTY", "history last NASTY", "list --json --limit NASTY",
	}
	for i, s := range append(nastyStrings(), nasty) {
		for j, line := range lines {
			if s != nasty && (i+j)%8 != 0 && !long() { // each of them with some, and all at once with all
				continue
			}
			args := strings.Fields(line)
			for k := range args {
				args[k] = strings.NewReplacer("NASTY", "a"+s, "PATH", filepath.Join(home, "a"+s)).Replace(args[k])
			}
			_, out, said := inside{home: home}.run(t, args...)
			inert(t, fmt.Sprintf("kith %s with %q", line, s), out+said)
		}
		for j, key := range []string{"KITH_JOURNAL", "EDITOR", "VISUAL", "PAGER", "XDG_DATA_HOME", "XDG_CONFIG_HOME"} {
			if s != nasty && (i+j)%6 != 0 && !long() {
				continue
			}
			for _, line := range [][]string{{"list"}, {"config"}, {"activity"}} {
				inert(t, fmt.Sprintf("%s of %q", key, s), inEnvironment(t, home, key, filepath.Join(home, "a"+s), line...))
			}
		}
	}
}

// inEnvironment is what kith says where a variable of the environment has a value.
func inEnvironment(t *testing.T, home, key, value string, args ...string) string {
	t.Helper()
	env := map[string]string{}
	for _, pair := range append(environment(home), key+"="+value) {
		key, value, _ := strings.Cut(pair, "=")
		env[key] = value
	}
	var said bytes.Buffer
	run(t.Context(), system{
		args: args, stdin: strings.NewReader(""), stdout: &said, stderr: &said, now: time.Now,
		env: func(key string) (string, bool) { value, ok := env[key]; return value, ok },
	})
	return said.String()
}

// An activity that acts on a terminal, wherever in it, is refused or shown spelled out.
func TestNoActivityActsOnATerminal(t *testing.T) {
	t.Parallel()
	const activity = `schema = 1
id = "mine"
title = "TITLE"
intro = "INTRO"
closing = "CLOSING"
tags = ["TAG"]
[source]
citation = "CITATION"
url = "URL"
licence = "LICENCE"
[[step]]
key = "what"
kind = "choose_one"
prompt = "PROMPT"
help = "HELP"
options = [{ value = "a", label = "OPTION" }, { value = "b", label = "B" }]
`
	places := []string{"TITLE", "INTRO", "CLOSING", "TAG", "CITATION", "URL", "LICENCE", "PROMPT", "HELP", "OPTION"}
	for _, escaped := range []bool{true, false} {
		home := t.TempDir()
		dir := filepath.Join(home, "config", "kith", "activities")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		for i, s := range append([]string{"harmless"}, nastyStrings()...) {
			if !long() && i > 0 && escaped == (i%2 == 0) {
				continue
			}
			if escaped { // as TOML takes it
				s = fmt.Sprintf("%+q", strings.ToValidUTF8(s, ""))
				s = strings.NewReplacer(`\a`, `\u0007`, `\v`, `\u000b`, `\x7f`, `\u007f`, `\x`, `\u00`).Replace(s[1 : len(s)-1])
			}
			place := places[i%len(places)]
			file := filepath.Join(dir, fmt.Sprintf("mine%d.toml", i))
			src := strings.Replace(strings.Replace(activity, place, "A"+s, 1), `"mine"`, fmt.Sprintf(`"mine%d"`, i), 1)
			if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"activity", "check", file}, {"activity", "show", fmt.Sprint("mine", i)}, {"activity", "answers", fmt.Sprint("mine", i)}, {"reflect", fmt.Sprint("mine", i), "--plain"}} {
				code, out, said := inside{home: home, in: strings.NewReader("\n\n\n\n")}.run(t, args...)
				inert(t, fmt.Sprintf("kith %s with %q as %s (exit code %d)", args[:2], s, place, code), out+said)
				if i == 0 && args[0] == "activity" && code != 0 { // or nothing would be shown of the others
					t.Errorf("kith %s with %q: exit code %d, %s", args[:2], s, code, said)
				}
			}
		}
		for _, args := range [][]string{{"activity", "list"}, {"activity"}, {}, {"list"}, {"draft", "list"}, {"activity", "list", "--json"}} {
			_, out, said := inside{home: home}.run(t, args...)
			inert(t, fmt.Sprintf("kith %s", args), out+said)
		}
	}
}

// What the other end of a network says, which git hands on, acts on no terminal.
func TestNothingGitSaysActsOnATerminal(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the other end is a script")
	}
	env, ssh := person(t), filepath.Join(t.TempDir(), "ssh")
	if err := os.WriteFile(ssh, []byte("#!/bin/sh\ncat \"$0.says\" >&2\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	all := []string{nasty}
	if long() {
		all = append(all, nastyStrings()...)
	}
	for i, s := range all {
		for _, before := range []string{"", "fatal: ", "remote: "} {
			if err := os.WriteFile(ssh+".says", []byte(before+"a"+s+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, debug := range []string{"--debug", "--json"} {
				cmd := exec.Command("kith", "circle", "join", "team", "ssh://example.org/team.git", debug)
				cmd.Env = append(slices.Clone(env), "GIT_SSH="+ssh, "GIT_SSH_VARIANT=ssh")
				said, err := cmd.CombinedOutput()
				if err == nil || i == 0 && debug == "--debug" && !strings.Contains(string(said), "overwritten") {
					t.Errorf("%v: the other end says %q, and kith %q", err, before+s, said)
				}
				inert(t, fmt.Sprintf("kith circle join %s with %q from git", debug, before+s), string(said))
			}
		}
	}
}

// What stands in files and is brought in comes with nothing that acts, or is spelled out.
func TestNoImportActsOnATerminal(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	quoted := fmt.Sprintf("%+q", strings.ToValidUTF8(nasty, ""))
	files := map[string]string{
		"page.md":          "---\ntitle: " + nasty + "\ntags: [" + nasty + "]\n---\n# " + nasty + "\n\n" + nasty + "\n",
		"quoted.md":        "---\ntitle: " + quoted + "\ndate: " + quoted + "\n---\n" + nasty,
		"a.txt":            "[2026-01-01 10:00] " + nasty + "\n" + nasty,
		"a.json":           `{"entries": [{"date": "2026-01-01", "time": "10:00", "title": ` + quoted + `, "body": ` + quoted + `}]}`,
		"bad.json":         nasty,
		"a.csv":            "date,text\n2026-01-01," + nasty + "\n",
		"answers.toml":     "what = " + quoted,
		"bad\x1b[2J\u202e": nasty,
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(home, name)
		if err := os.WriteFile(path, []byte(files[name]), 0o600); err != nil {
			t.Skip(err) // no name for a file here
		}
		for _, args := range [][]string{
			{"import", path, "--dry-run"}, {"import", path}, {"contribution", "add", path}, {"reflect", "what-so-what", "--answers", path}, {"edit", "last", "--from", path}, {"activity", "check", path}, {"resume", "--from", path},
		} {
			code, out, said := inside{home: home}.run(t, args...)
			inert(t, fmt.Sprintf("kith %s with %q (exit code %d)", args[:2], name, code), out+said)
		}
	}
	for _, args := range [][]string{{"list"}, {"list", "--json"}, {"show"}, {"tag", "list"}, {"contribution", "list"}, {"import", "--undo"}, {"trash", "list"}} {
		_, out, said := inside{home: home}.run(t, args...)
		inert(t, fmt.Sprintf("kith %s", args), out+said)
	}
}

// JSON spells out what acts, and gives it back as it was from JSON.
func TestJSONLosesNothingOfWhatActs(t *testing.T) {
	t.Parallel()
	words := strings.ToValidUTF8(nasty, "")
	in := inside{home: t.TempDir(), in: strings.NewReader(words)}
	if code, _, said := in.run(t, "note", "-"); code != 0 {
		t.Fatal(said)
	}
	_, out, _ := in.run(t, "show", "last", "--json")
	var r struct{ Answers []struct{ Value string } }
	if err := json.Unmarshal([]byte(out), &r); err != nil || len(r.Answers) != 1 || r.Answers[0].Value != words {
		t.Errorf("%v: %q, want %q", err, r, words)
	}
	inert(t, "kith show --json", out)
}
