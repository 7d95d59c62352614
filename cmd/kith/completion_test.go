//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// strangeNames come in pairs that begin alike, which is when a shell puts a part
// of them on the line, and would run it at the next Tab.
func strangeNames() []string {
	return []string{
		"$(touch pwn1) a", "$(touch pwn1) b", "`touch pwn2` a", "`touch pwn2` b", "x;touch pwn3;a", "x;touch pwn3;b",
		`q"$(touch pwn4)" a`, `q"$(touch pwn4)" b`, "it's $(touch pwn5) a", "it's $(touch pwn5) b", "(touch pwn6) a", "(touch pwn6) b",
		"~/a b", "~/a c", "Hey!! a", "Hey!! b", "-rf a", "-rf b", `back\$(touch pwn7) a`, `back\$(touch pwn7) b`,
		"a:b c", "a:b d", "e=f g", "e=f h", "Only one", "Zwei & Drei",
	}
}

// shellHome is a home with a journal of strange names, and a file for each shell
// to begin with that loads its completion.
func shellHome(t *testing.T) (dir string, env []string) {
	t.Helper()
	env = person(t)
	dir = t.TempDir()
	said := make([]string, 0, len(strangeNames()))
	for _, name := range strangeNames() {
		said = append(said, "{ name = '''"+name+"''' }")
	}
	config := ""
	for _, pair := range env {
		if c, ok := strings.CutPrefix(pair, "XDG_CONFIG_HOME="); ok {
			config = c // the last one counts
		}
	}
	activities := filepath.Join(config, "kith", "activities")
	if err := os.MkdirAll(activities, 0o700); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{
		filepath.Join(activities, "list.toml"): "schema = 1\nid = \"list\"\ntitle = \"A list\"\n[source]\ncitation = \"me\"\n[[step]]\nkey = \"groups\"\nkind = \"inventory\"\nprompt = \"Which?\"\n",
		filepath.Join(dir, "answers.toml"):     "groups = [" + strings.Join(said, ",\n") + "]\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kith(t, env, "", "reflect", "list", "--answers", filepath.Join(dir, "answers.toml"), "--tag", "$(touch pwn8) a", "--tag", "$(touch pwn8) b")
	for _, shell := range []string{"bash", "zsh", "fish"} {
		rc := kith(t, env, "", "completion", shell)
		switch shell {
		case "bash":
			rc += "PS1='ready> '\n"
		case "zsh":
			rc = "autoload -U compinit; compinit -u -D\nPS1='ready> '\n" + rc
		case "fish":
			rc = "function fish_prompt; echo 'ready> '; end\nset fish_greeting\n" + rc
		}
		if err := os.MkdirAll(filepath.Join(dir, shell), 0o700); err != nil {
			t.Fatal(err)
		}
		name := map[string]string{"bash": "rc", "zsh": ".zshrc", "fish": "rc"}[shell]
		if err := os.WriteFile(filepath.Join(dir, shell, name), []byte(rc), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, env
}

// TestTabRunsNothing drives the real shells: whatever is proposed, none of it is
// run, and what is put on the line is what is meant.
func TestTabRunsNothing(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it waits for shells")
	}
	dir, env := shellHome(t)
	for shell, args := range map[string][]string{
		"bash": {"--noprofile", "--rcfile", filepath.Join(dir, "bash", "rc"), "-i"},
		"zsh":  {"-i"},
		"fish": {"--init-command", "source " + filepath.Join(dir, "fish", "rc")},
	} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skip(err)
			}
			at := filepath.Join(dir, shell)
			s := &seat{t: t, cmd: exec.Command(path, args...)}
			s.cmd.Env, s.cmd.Dir = append(env, "ZDOTDIR="+at, "SHELL="+path, "HISTFILE="), at
			if s.master, err = pty.StartWithSize(s.cmd, &pty.Winsize{Rows: 50, Cols: 150}); err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := s.cmd.Process.Kill(); err != nil {
					t.Error(err)
				}
				_ = s.cmd.Wait() // it was killed, and says so
				s.master.Close()
				if ran, err := filepath.Glob(filepath.Join(at, "pwn*")); err != nil || len(ran) > 0 {
					t.Errorf("Tab has run %q, %v", ran, err)
				}
			}()
			heard := make(chan string, 1000)
			go func() {
				defer close(heard)
				for b := make([]byte, 4096); ; {
					n, err := s.master.Read(b)
					if err != nil {
						return
					}
					heard <- string(b[:n])
				}
			}()
			rest := "" // what the shell has said and nobody waited for yet
			// says waits until the shell has said something, and gives all up to that.
			says := func(what, text string) string {
				t.Helper()
				for late := time.After(20 * time.Second); ; {
					if said, more, found := strings.Cut(rest, text); found {
						rest = more
						return said
					}
					select {
					case more, open := <-heard:
						if !open {
							t.Fatalf("%s: it ended, saying %q", what, rest)
						}
						rest += more
						if strings.Contains(more, "\x1b[c") || strings.Contains(more, "\x1b[>c") { // fish asks what terminal it is
							s.keys("\x1b[?6c")
						}
					case <-late:
						t.Fatalf("%s: %q is not in %q", what, text, rest)
					}
				}
			}
			// Keys go to a shell that shows its prompt: before that the terminal
			// itself would take the line away at ctrl+u.
			const prompt = "ready> "
			says("at the beginning", prompt)
			// Each beginning, then Tab four times: what is put there is asked about
			// again. Then something of what is proposed is to be seen.
			for _, line := range [][2]string{
				{"kith community show ", "Zwei"}, {`kith community show \$`, "pwn1"}, {"kith community show \\`", "pwn2"}, {"kith community show x", "pwn3"},
				{"kith community show q", "pwn4"}, {"kith community show i", "pwn5"}, {`kith community show \(`, "pwn6"}, {`kith community show \~`, "/a"},
				{"kith community show H", "ey"}, {"kith community show b", "pwn7"}, {"kith community show a", ":b"}, {"kith community show e", "=f"},
				{"kith community show '", "pwn1"}, {`kith community show "`, "pwn1"}, {`kith community show '$`, "pwn1"}, {`kith community show "it`, "pwn5"},
				{"kith list --tag ", "pwn8"}, {"kith list --tag=", "pwn8"}, {"kith list --community ", "Zwei"},
				{`kith community show '(touch pwn9)' `, ""}, {`kith tag last --remove '$(touch pwn9)' `, "pwn8"},
			} {
				begun, shown := line[0], line[1]
				s.keys(begun, "tab", "tab", "tab", "tab", "ctrl+u", "echo aft''erwards", "enter")
				said := says(begun, "afterwards")
				says(begun, prompt)
				for _, bad := range []string{"not found", "error", "Error"} {
					if strings.Contains(said, bad) {
						t.Errorf("%s: Tab says %q", begun, said)
					}
				}
				if !strings.Contains(said, shown) {
					t.Errorf("%s: Tab does not propose %q: %q", begun, shown, said)
				}
			}
			// One that is meant alone is completed, and shown.
			for _, begun := range []string{"Only", "Zwei", "'Only", `"Only`} {
				s.keys("kith community show "+begun, "tab", "enter")
				says(begun, "There is not enough to say yet")
				says(begun, prompt)
			}
			s.keys("kith list --since ye", "tab") // a date, not a file
			says("--since", "sterday")
		})
	}
}
