package text

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// nastyNames are what somebody may call a community, and a shell may take for
// something else.
func nastyNames() []string {
	return []string{
		"Bell $HOME `id`", "$(touch pwn) a", "`touch pwn`", "a; touch pwn", "a | touch pwn", "a & touch pwn", "a && touch pwn",
		"> pwn", "< /etc/passwd", "it's", "''", "'; touch pwn; '", `say "hello"`, `"$(touch pwn)"`, `a\b`, `a\\b`, `\`, `\'`, `C:\Users\me`,
		"-x", "--journal=pwn", "~", "~root", "*", "?", "[a-z]*", "{a,b}", "# no", "a # b", "!!", "a!b", "=ls", "a=b", "%1", "^a^b",
		" leading", "trailing ", "two  spaces", "tab\there", "line\nfeed", "", " ", "Café Zürich", "読書会", "(a)", "a()", "<(touch pwn)", "\x01\x1b[31m",
		"‘; touch pwn; ’", "$'a'", "a\rb", "@args", "a,b", "%PATH%",
	}
}

// TestShellWord: what comes out of a shell is what went in, and nothing was run.
func TestShellWord(t *testing.T) {
	t.Parallel()
	for _, shell := range [][]string{{"sh", "-c"}, {"bash", "-c"}, {"zsh", "-f", "-c"}, {"fish", "--no-config", "-c"}, {"pwsh", "-NoProfile", "-Command"}} {
		path, err := exec.LookPath(shell[0])
		if err != nil {
			t.Logf("without %s", shell[0])
			continue
		}
		dir := t.TempDir()
		for _, name := range nastyNames() {
			command := "printf '%s' " + ShellWord(name)
			if name != "" && name[0] == '-' {
				command = "printf '%s' -- " + ShellWord(name)
				name = "--" + name // printf says the first as well
			}
			if shell[0] == "pwsh" {
				command = "[Console]::Out.Write(" + powerShellWord(name) + ")"
			}
			cmd := exec.Command(path, append(shell[1:], command)...)
			cmd.Dir, cmd.Env = dir, append(os.Environ(), "HOME="+dir)
			if said, err := cmd.CombinedOutput(); err != nil || string(said) != name {
				t.Errorf("%s: %s says %q of %q: %v", shell[0], command, said, name, err)
			}
		}
		if left, err := filepath.Glob(filepath.Join(dir, "pwn*")); err != nil || len(left) > 0 {
			t.Errorf("%s ran something: %q, %v", shell[0], left, err)
		}
	}
}

func TestShellWordLeavesWhatIsPlain(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"Choir": "Choir", "/home/me/a-b_c.toml": "/home/me/a-b_c.toml", "Go Meetup": "'Go Meetup'", "it's": `'it'\''s'`, `a\b`: `'a'\\'b'`, "": "''", "-x": "'-x'",
	} {
		if got := posixWord(s); got != want {
			t.Errorf("%q is %s, want %s", s, got, want)
		}
	}
	for s, want := range map[string]string{`C:\Users\me`: `C:\Users\me`, "it's": "'it''s'", "a,b": "'a,b'", "‘a’": "'‘‘a’’'"} {
		if got := powerShellWord(s); got != want {
			t.Errorf("in PowerShell %q is %s, want %s", s, got, want)
		}
	}
}
