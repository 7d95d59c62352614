package circle

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// git runs the git on PATH in a repository of our own. It is given a list of
// arguments, never to a shell, and knows of the person's settings what they log in
// with and nothing else.
type git struct {
	dir string   // the bare repository
	env []string // the whole environment
	ran func(command string, outside bool)
}

// settings go before those in any file: nothing is run but git itself, and nothing is
// asked.
func settings() []string {
	return []string{
		"core.hooksPath=/dev/null", "core.fsmonitor=false", "core.alternateRefsCommand=true", "core.bigFileThreshold=1m", "color.ui=false", "init.defaultBranch=main",
		"gc.autoDetach=false", "maintenance.autoDetach=false", "push.gpgSign=false", "push.followTags=false", "push.recurseSubmodules=no",
		"fetch.recurseSubmodules=no", "fetch.prune=false", "http.lowSpeedLimit=1000", "http.lowSpeedTime=30",
	}
}

// otherEnd is the git at the other end of a path. That is this machine's git too, and
// what lies on a shared drive must not have it run anything: no hooks, no filters. Which
// folders of other people it trusts is the person's own to say (safe.directory).
const otherEnd = "unset GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM; " +
	"git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.alternateRefsCommand=true -c receive.autogc=false -c receive.denyCurrentBranch=refuse "

// newGit begins with an environment in which no variable of git's is left that could
// lead it elsewhere, and in which it waits for nobody. Without login it reaches paths
// alone; with it, what is on a network, and it knows how the person logs in there.
func newGit(ctx context.Context, dir string, opt Options, login bool) (git, error) {
	env := opt.Env
	if env == nil {
		env = os.Environ()
	}
	g := git{dir: dir, ran: opt.Ran}
	ssh, program := "", false // GIT_SSH_COMMAND, and whether there is GIT_SSH instead
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		switch name = strings.ToUpper(name); {
		case name == "GIT_SSH_COMMAND":
			ssh = value
		case name == "GIT_SSH", name == "GIT_SSH_VARIANT", name == "GIT_EXEC_PATH", strings.HasPrefix(name, "GIT_SSL"), strings.HasPrefix(name, "GIT_PROXY_SSL"):
			g.env = append(g.env, pair)
			program = program || name == "GIT_SSH"
		case strings.HasPrefix(name, "GIT_"), strings.HasPrefix(name, "SSH_ASKPASS"), name == "LC_ALL", name == "LANGUAGE":
		default:
			g.env = append(g.env, pair)
		}
	}
	g.env = append(g.env, "LC_ALL=C", "LANGUAGE=", "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS_REQUIRE=never", "GCM_INTERACTIVE=never",
		"GIT_PAGER=cat", "GIT_EDITOR=:", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
	if !login {
		g.env = append(g.env, "GIT_ALLOW_PROTOCOL=file")
		return g, nil
	}
	g.env = append(g.env, "GIT_ALLOW_PROTOCOL=https:http:ssh") // none that runs what an address says
	own, err := ownLogin(ctx, env, opt.Ran)
	if err != nil {
		return g, err
	}
	g.env = append(g.env, fmt.Sprintf("GIT_CONFIG_COUNT=%d", len(own)))
	for i, s := range own { // not as arguments, which other people on the machine can read
		g.env = append(g.env, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", i, s.key), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", i, s.value))
		if s.key == "core.sshcommand" && ssh == "" {
			ssh = s.value
		}
	}
	if ssh == "" && !program {
		ssh = "ssh"
	}
	if ssh != "" {
		if words := strings.Fields(ssh); len(words) > 0 && filepath.Base(words[0]) == "ssh" {
			ssh += " -o BatchMode=yes -o ConnectTimeout=20"
		}
		g.env = append(g.env, "GIT_SSH_COMMAND="+ssh)
	}
	return g, nil
}

// setting is one of the person's own.
type setting struct{ key, value string }

// ownLogin reads how the person logs in from their own settings, of no repository.
func ownLogin(ctx context.Context, env []string, ran func(string, bool)) (own []setting, err error) {
	g := git{dir: os.DevNull, ran: ran}
	for _, pair := range env {
		if name, _, _ := strings.Cut(pair, "="); !strings.HasPrefix(name, "GIT_") || strings.HasPrefix(name, "GIT_CONFIG") {
			g.env = append(g.env, pair)
		}
	}
	out, err := g.run(ctx, nil, "config", "-z", "--includes", "--get-regexp", `^(credential|http|ssh)\.|^core\.sshcommand$`)
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == 1 { // there are none
		return nil, nil
	}
	for one := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		key, value, is := strings.Cut(one, "\n")
		if !is {
			value = "true"
		}
		own = append(own, setting{key, value})
	}
	return own, err
}

// command makes git ready to run.
func (g git) command(ctx context.Context, args ...string) (*exec.Cmd, *tail, error) {
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, nil, &journal.Error{
			Kind: journal.NotFound, Text: "git is not installed", Err: err,
			Hint: "install it from https://git-scm.com, or share a plain folder, which needs none",
		}
	}
	if g.ran != nil {
		words := []string{"git"}
		for _, arg := range args {
			switch {
			case strings.HasSuffix(arg, "-pack"): // always the same, as the settings are
			case strings.HasPrefix(arg, "-") && text.ShellWord("x"+arg) == "x"+arg:
				words = append(words, arg)
			default:
				words = append(words, text.ShellWord(arg))
			}
		}
		g.ran(strings.Join(words, " "), args[0] == "ls-remote" || args[0] == "clone" || args[0] == "fetch" || args[0] == "push")
	}
	var full []string
	for _, s := range settings() {
		full = append(full, "-c", s)
	}
	cmd := exec.CommandContext(ctx, program, append(full, args...)...)
	cmd.Env = append(g.env[:len(g.env):len(g.env)], "GIT_DIR="+g.dir)
	if g.dir != os.DevNull {
		cmd.Dir = filepath.Dir(g.dir)
	}
	cmd.WaitDelay = 2 * time.Second // for what git has started, when the person stops it
	said := &tail{}
	cmd.Stderr = said
	return cmd, said, nil
}

// maxOutput bounds what is read of what git says: far over the names of maxFiles.
const maxOutput = 64 << 20

// run runs git and gives what it put out. The error is a *gitError where git failed.
func (g git) run(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	cmd, said, err := g.command(ctx, args...)
	if err != nil {
		return nil, err
	}
	cmd.Stdin = in
	pipe, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("git cannot be run: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(pipe, maxOutput+1))
	if len(out) > maxOutput {
		err = errors.Join(errTooMuch, cmd.Process.Kill())
	}
	if waited := cmd.Wait(); waited != nil && err == nil {
		err = &gitError{args[0], said.String(), waited}
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return out, err
}

var errTooMuch = errors.New("git says more than is read")

// gitError is a git that failed, with the end of what it said.
type gitError struct {
	command string
	said    string
	err     error
}

func (e *gitError) Error() string {
	return fmt.Sprintf("git %s: %v: %s", e.command, e.err, strings.TrimSpace(e.said))
}

func (e *gitError) Unwrap() error { return e.err }

// says reports that git said one of some things.
func (e *gitError) says(things ...string) bool {
	for _, thing := range things {
		if strings.Contains(e.said, thing) {
			return true
		}
	}
	return false
}

// reason is the line in which git says why.
func (e *gitError) reason() string {
	var reason string
	for line := range strings.Lines(e.said) {
		line = strings.TrimSpace(line)
		for _, sign := range []string{"fatal: ", "error: ", "remote: ", "ssh: "} {
			if rest, ok := strings.CutPrefix(line, sign); ok && reason == "" {
				reason = rest
			}
		}
	}
	if reason == "" {
		reason, _, _ = strings.Cut(strings.TrimSpace(e.said), "\n")
	}
	if reason == "" {
		reason = e.err.Error()
	}
	return strings.TrimSuffix(text.Line(reason), ".")
}

// remote is what the other end said, in a line.
func (e *gitError) remote() string {
	var said []string
	for line := range strings.Lines(e.said) {
		if rest, ok := strings.CutPrefix(line, "remote: "); ok {
			said = append(said, strings.TrimSpace(rest))
		}
	}
	return text.Cut(strings.Join(said, " "), 200)
}

// explain says in a sentence why a remote could not be used. Git has no codes for
// this, only its words, which LC_ALL=C keeps in English.
func explain(remote string, err error) error {
	if err == nil {
		return nil
	}
	var own *journal.Error
	var failed *gitError
	switch {
	case errors.As(err, &own), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case !errors.As(err, &failed):
		return &journal.Error{Kind: journal.Internal, Text: fmt.Sprintf("%s cannot be used: %v", remote, err), Err: err}
	}
	sentence := func(kind journal.ErrorKind, hint, format string, args ...any) error {
		return &journal.Error{Kind: kind, Text: fmt.Sprintf(format, args...), Hint: hint, Err: err}
	}
	switch {
	case failed.says("dubious ownership"):
		return sentence(journal.Internal, "if you trust them: git config --global --add safe.directory "+text.ShellWord(remote),
			"git does not trust %s, for it belongs to somebody else", remote)
	case failed.says("Host key verification failed"):
		return sentence(journal.Internal, "see it once by hand: git ls-remote -- "+text.ShellWord(remote), "the host of %s is not known to ssh", remote)
	case failed.says("could not read Username", "could not read Password", "Authentication failed", "Permission denied (", "terminal prompts disabled", "returned error: 401", "returned error: 403", "Write access to repository not granted"):
		return sentence(journal.Internal, "log in once by hand, and have git or ssh remember it: git ls-remote -- "+text.ShellWord(remote),
			"%s asks for a password or a key, and kith gives only what git or ssh has kept for you", remote)
	case failed.says("Could not resolve", "Connection refused", "timed out", "Network is unreachable", "No route to host", "Failed to connect", "Connection reset", "Temporary failure", "Operation too slow", "Couldn't connect"):
		return sentence(journal.Internal, "is there a network?", "%s cannot be reached", remote)
	case failed.says("does not appear to be a git repository", "epository not found", "not found", "does not exist", "No such"):
		return sentence(journal.NotFound, "look at the address; does it ask you to be let in first?", "there is no git repository at %s", remote)
	case failed.says("No space left", "quota exceeded", "Disk quota"):
		where := "on your own disk for what is at " + remote
		if failed.command == "push" {
			where = "at " + remote
		}
		return sentence(journal.Internal, "", "there is no room left %s", where)
	}
	return sentence(journal.Internal, "with --debug kith shows all that git said", "git cannot %s %s: %s", failed.command, remote, failed.reason())
}

// tail keeps the end of what is written to it.
type tail struct{ bytes.Buffer }

func (t *tail) Write(p []byte) (int, error) {
	const most = 16 << 10
	if len(p) > most {
		t.Reset()
		t.Buffer.Write(p[len(p)-most:])
		return len(p), nil
	}
	if over := t.Len() + len(p) - most; over > 0 {
		t.Next(over)
	}
	return t.Buffer.Write(p)
}
