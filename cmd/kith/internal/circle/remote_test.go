package circle

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/journal"
)

// Twenty members post at the same moment: whoever is told that it was sent finds it
// there, and whoever is not has it sent the next time.
func TestTwentyAtOnce(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	repository := bare(t)
	members := 20
	if testing.Short() {
		members = 6
	}
	places := make([]Place, members)
	for i := range places {
		places[i] = member(t, repository, env)
	}
	send := func(i int) error {
		return places[i].Send(t.Context(), []Change{page(fmt.Sprintf("%02d.md", i), fmt.Sprint(i))})
	}
	errs := make([]error, members)
	var group sync.WaitGroup
	for i := range places {
		group.Go(func() { errs[i] = send(i) })
	}
	group.Wait()
	got, _ := look(t, member(t, repository, env), "")
	for i, err := range errs {
		_, is := got[fmt.Sprintf("pages/%02d.md", i)]
		if is != (err == nil) {
			t.Errorf("page %d is there: %v, and its member was told: %v", i, is, err)
		}
		if err != nil {
			t.Logf("page %d waited: %v", i, err)
			must(t, send(i))
		}
	}
	got, _ = look(t, member(t, repository, env), "")
	if len(got) != members {
		t.Errorf("there are %d pages", len(got))
	}
	if commits := inGit(t, repository, "rev-list", "--count", "main"); commits != fmt.Sprint(members) {
		t.Errorf("there are %s commits", commits)
	}
}

// Two kiths of one member, at the same clone.
func TestOneCloneTwice(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	repository, dir := bare(t), filepath.Join(t.TempDir(), "circle")
	errs := make([]error, 6)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() {
			p, err := Open(repository, Options{Dir: dir, Env: env, Now: time.Now})
			if err == nil {
				err = p.Send(t.Context(), []Change{page(fmt.Sprintf("%d.md", i), "x")})
			}
			errs[i] = err
		})
	}
	group.Wait()
	must(t, errors.Join(errs...))
	got, _ := look(t, member(t, repository, env), "")
	if len(got) != len(errs) {
		t.Errorf("there are %d", len(got))
	}
}

// A history that was rewritten is followed, and said to have been.
func TestRewritten(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	repository := bare(t)
	ann, ben := member(t, repository, env), member(t, repository, env)
	must(t, ann.Send(t.Context(), []Change{page("one.md", "1")}))
	first := inGit(t, repository, "rev-parse", "main")
	must(t, ann.Send(t.Context(), []Change{page("private.md", "oh no")}))
	_, before := look(t, ben, "")

	// Back to an earlier state: what was taken away is not brought back by whoever sends.
	inGit(t, repository, "update-ref", "refs/heads/main", first)
	must(t, ben.Send(t.Context(), []Change{page("two.md", "2")}))
	got, _ := look(t, member(t, repository, env), "")
	same(t, got, "pages/one.md=1", "pages/two.md=2")
	if strings.Contains(inGit(t, repository, "log", "--name-only", "main"), "private.md") {
		t.Error("what was taken away is back")
	}
	got, news := look(t, ben, before.Mark)
	same(t, got, "pages/two.md=2")
	if !news.Rewritten {
		t.Error("nobody was told")
	}

	// Another history altogether.
	_, seen := look(t, ann, "")
	work := filepath.Join(t.TempDir(), "work")
	inGit(t, t.TempDir(), "init", "--quiet", work)
	must(t, os.MkdirAll(filepath.Join(work, "pages"), 0o755))
	must(t, os.WriteFile(filepath.Join(work, "pages", "new.md"), []byte("new"), 0o644))
	inGit(t, work, "add", ".")
	inGit(t, work, "commit", "--quiet", "-m", "anew")
	inGit(t, work, "push", "--quiet", "--force", repository, "HEAD:refs/heads/main")
	got, _ = look(t, ben, news.Mark)
	same(t, got, "pages/new.md=new")
	got, news = look(t, ann, seen.Mark)
	same(t, got, "pages/new.md=new")
	if !news.Rewritten {
		t.Error("nobody was told")
	}
	must(t, ann.Send(t.Context(), []Change{page("three.md", "3")}))
	got, after := look(t, ben, news.Mark)
	same(t, got, "pages/three.md=3")
	if after.Rewritten {
		t.Error("it was only added to")
	}

	// A mark that nobody knows any more is as good as none.
	got, _ = look(t, ben, strings.Repeat("a", 40))
	same(t, got, "pages/new.md=new", "pages/three.md=3")

	// The branch is renamed, and then everything is gone.
	inGit(t, repository, "branch", "--move", "main", "trunk")
	got, renamed := look(t, ben, after.Mark)
	same(t, got)
	must(t, ben.Send(t.Context(), []Change{page("four.md", "4")}))
	if inGit(t, repository, "branch", "--list") != "* trunk" {
		t.Error(inGit(t, repository, "branch", "--list"))
	}
	inGit(t, repository, "update-ref", "-d", "refs/heads/trunk")
	got, _ = look(t, ben, renamed.Mark)
	same(t, got)
	must(t, ben.Send(t.Context(), []Change{page("five.md", "5")}))
	got, _ = look(t, ann, "")
	same(t, got, "pages/five.md=5")
}

// The clone can be thrown away, or be left half made.
func TestCloneIsOnlyACopy(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	repository, dir := bare(t), filepath.Join(t.TempDir(), "circle")
	p, err := Open(repository, Options{Dir: dir, Env: env, Now: time.Now})
	must(t, err)
	must(t, p.Send(t.Context(), []Change{page("one.md", "1")}))
	_, news := look(t, p, "")
	must(t, p.Discard())
	got, _ := look(t, p, news.Mark)
	same(t, got)
	must(t, os.Remove(filepath.Join(dir, "clone.git", "HEAD")))
	got, _ = look(t, p, "")
	same(t, got, "pages/one.md=1")
	must(t, os.WriteFile(filepath.Join(dir, "clone.git", "HEAD"), []byte("ref: refs/heads/master\n"), 0o600))
	must(t, p.Send(t.Context(), []Change{page("two.md", "2")}))
	if branches := inGit(t, repository, "branch", "--list"); branches != "* main" {
		t.Error(branches)
	}
}

// A clone that was damaged is made anew, and nobody has to know of it.
func TestDamagedClone(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	repository := bare(t)
	must(t, member(t, repository, env).Send(t.Context(), []Change{page("one.md", "1")}))
	branch := inGit(t, repository, "symbolic-ref", "HEAD")
	for name, harm := range map[string]func(clone string) error{
		"a lock that was left": func(clone string) error {
			return os.WriteFile(filepath.Join(clone, filepath.FromSlash(branch)+".lock"), nil, 0o600)
		},
		"no objects": func(clone string) error {
			return errors.Join(os.RemoveAll(filepath.Join(clone, "objects")), os.Mkdir(filepath.Join(clone, "objects"), 0o700))
		},
		"no folder of objects": func(clone string) error { return os.RemoveAll(filepath.Join(clone, "objects")) },
		"no config":            func(clone string) error { return os.WriteFile(filepath.Join(clone, "config"), []byte("[core"), 0o600) },
		"an empty HEAD":        func(clone string) error { return os.WriteFile(filepath.Join(clone, "HEAD"), nil, 0o600) },
		"an empty branch": func(clone string) error {
			return os.WriteFile(filepath.Join(clone, filepath.FromSlash(branch)), nil, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "circle")
			p, err := Open(repository, Options{Dir: dir, Env: env, Now: time.Now})
			must(t, err)
			_, news := look(t, p, "")
			must(t, member(t, repository, env).Send(t.Context(), []Change{page(strings.ReplaceAll(name, " ", "")+"-other.md", "x")}))
			must(t, harm(filepath.Join(dir, "clone.git")))
			must(t, p.Send(t.Context(), []Change{page(strings.ReplaceAll(name, " ", "")+".md", "2")}))
			must(t, harm(filepath.Join(dir, "clone.git")))
			got, after := look(t, p, news.Mark)
			if got["pages/"+strings.ReplaceAll(name, " ", "")+".md"] != "2" || got["pages/"+strings.ReplaceAll(name, " ", "")+"-other.md"] != "x" {
				t.Errorf("there is %q", got)
			}
			if after.Rewritten {
				t.Error("its history is said to be rewritten")
			}
		})
	}
}

// byHost is the environment in which ssh is a script: what is at a host is here.
func byHost(t *testing.T, env []string, script string) []string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there is no sh")
	}
	ssh := filepath.Join(t.TempDir(), "hosts")
	must(t, os.WriteFile(ssh, []byte("#!/bin/sh\n"+script+"\n"), 0o700))
	return append(slices.Clone(env), "GIT_SSH_COMMAND="+ssh)
}

const lastWord = `for last; do :; done; exec sh -c "$last"`

// What is refused, cannot be reached or is not there is said, each in a sentence, and
// nothing of it is called sent.
func TestTrouble(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	full := bare(t)
	must(t, member(t, full, env).Send(t.Context(), []Change{page("before.md", "x")}))
	inGit(t, full, "config", "receive.hideRefs", "refs/heads/main")
	hooked := bare(t)
	must(t, member(t, hooked, env).Send(t.Context(), []Change{page("before.md", "x")}))
	must(t, os.WriteFile(filepath.Join(hooked, "hooks", "pre-receive"), []byte("#!/bin/sh\necho 'only on \033[31mMondays' >&2\nexit 1\n"), 0o700))
	checkedOut := filepath.Join(t.TempDir(), "work")
	inGit(t, t.TempDir(), "init", "--quiet", checkedOut)
	inGit(t, checkedOut, "commit", "--quiet", "--allow-empty", "-m", "x")

	for _, tc := range []struct {
		name, where string
		env         []string
		kind        journal.ErrorKind
		look, send  string // what is said; "" for nothing
	}{
		{"not there", filepath.Join(t.TempDir(), "none.git"), env, journal.NotFound, "there is no git repository at ", "there is no git repository at "},
		{"does not take it", full, env, journal.Conflict, "", "does not take it"},
		{"a hook says no", "host:" + hooked, byHost(t, env, lastWord), journal.Conflict, "", "does not take it (pre-receive hook declined: only on <U+001B>[31mMondays)"},
		{"no host", "https://nosuchhost.invalid/tutors.git", env, journal.Internal, "https://nosuchhost.invalid/tutors.git cannot be reached", "cannot be reached"},
		{"asks for a key", "git@host:tutors", byHost(t, env, "echo 'git@host: Permission denied (publickey,password).' >&2; exit 255"), journal.Internal, "asks for a password or a key", "asks for a password or a key"},
		{"unknown host", "git@host:tutors", byHost(t, env, "echo 'Host key verification failed.' >&2; exit 255"), journal.Internal, "is not known to ssh", "is not known to ssh"},
		{"full", "host:" + hooked, byHost(t, env, `case "$*" in *receive-pack*) echo 'remote: fatal: write error: No space left on device' >&2; exit 1;; esac; `+lastWord), journal.Internal, "", "there is no room left at host:"},
		{"hangs up", "host:" + hooked, byHost(t, env, `exit 0`), journal.Internal, "git cannot ls-remote host:", "git cannot ls-remote host:"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			p := member(t, tc.where, tc.env)
			check := func(doing, want string, err error) {
				t.Helper()
				switch {
				case want == "" && err != nil:
					t.Errorf("%s: %v", doing, err)
				case want != "" && (journal.KindOf(err) != tc.kind || !strings.Contains(fmt.Sprint(err), want)):
					t.Errorf("%s says (%s) %v: want %s", doing, journal.KindOf(err), err, want)
				case err != nil && strings.ContainsAny(err.Error(), "\x1b\n"):
					t.Errorf("%s says %q", doing, err.Error())
				}
			}
			_, err := p.Look(t.Context(), "")
			check("look", tc.look, err)
			check("send", tc.send, p.Send(t.Context(), []Change{page("mine.md", "x")}))
			if !strings.Contains(tc.where, hooked) {
				return
			}
			if names := inGit(t, hooked, "ls-tree", "-r", "--name-only", "main"); strings.Contains(names, "mine") {
				t.Errorf("there is %s", names)
			}
		})
	}
}

func TestNoGit(t *testing.T) {
	// Not parallel: git is looked for on the PATH of the process.
	where := "https://example.org/tutors.git"
	t.Setenv("PATH", t.TempDir())
	err := newRemote(where, Options{Dir: filepath.Join(t.TempDir(), "c"), Now: time.Now}).Send(t.Context(), []Change{page("x.md", "x")})
	if journal.KindOf(err) != journal.NotFound || err.Error() != "git is not installed" {
		t.Error(err)
	}
}

// Nothing of a repository on a shared drive is run, whoever put it there, and nothing
// that the person or the clone has set up for other work.
func TestNothingIsRun(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no sh")
	}
	env := needGit(t)
	repository, dir, proof := bare(t), filepath.Join(t.TempDir(), "circle"), filepath.Join(t.TempDir(), "proof")
	run := fmt.Sprintf("#!/bin/sh\necho \"$0\" >> %s\n", proof)
	script := filepath.Join(t.TempDir(), "script")
	must(t, os.WriteFile(script, []byte(run), 0o700))
	hooks := []string{"pre-receive", "update", "post-receive", "post-update", "reference-transaction", "pre-push", "post-commit", "proc-receive", "pre-auto-gc"}
	lay := func(git string) {
		for _, name := range hooks {
			must(t, os.MkdirAll(filepath.Join(git, "hooks"), 0o755))
			must(t, os.WriteFile(filepath.Join(git, "hooks", name), []byte(run), 0o700))
		}
	}
	lay(repository)
	home := t.TempDir()
	lay(home)
	config := fmt.Sprintf("[core]\n\thooksPath = %s/hooks\n\tpager = %[2]s\n\teditor = %[2]s\n\tfsmonitor = %[2]s\n\tsshCommand = %[2]s\n[commit]\n\tgpgSign = true\n[push]\n\tgpgSign = true\n[gpg]\n\tprogram = %[2]s\n[protocol]\n\tallow = always\n[url \"ext::%[2]s x\"]\n\tinsteadOf = %[3]s\n[color]\n\tui = always\n", home, script, repository)
	must(t, os.WriteFile(filepath.Join(home, ".gitconfig"), []byte(config), 0o600))
	must(t, os.WriteFile(filepath.Join(repository, "config"), []byte("[core]\n\trepositoryformatversion = 0\n\tbare = true\n\thooksPath = "+home+"/hooks\n\tfsmonitor = "+script+"\n\talternateRefsCommand = "+script+"\n[receive]\n\tdenyCurrentBranch = updateInstead\n"), 0o600))
	env = append(env, "HOME="+home, "GIT_DIR="+home, "GIT_WORK_TREE="+home, "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=core.hooksPath", "GIT_CONFIG_VALUE_0="+home+"/hooks",
		"GIT_EDITOR="+script, "GIT_PAGER="+script, "GIT_ASKPASS="+script, "SSH_ASKPASS="+script, "GIT_EXTERNAL_DIFF="+script)

	// What other people write is only ever read.
	work := filepath.Join(t.TempDir(), "work")
	other := bare(t)
	inGit(t, t.TempDir(), "clone", "--quiet", other, work)
	for name, words := range map[string]string{
		".gitattributes": "* filter=evil diff=evil merge=evil ident\n", ".gitmodules": "[submodule \"x\"]\n\tpath = x\n\turl = ext::" + script + "\n",
		"pages/$(" + strings.ReplaceAll(script, "/", "_") + ").md": "x", "pages/`id`.md": "y", "pages/-rf.md": "$Id$ z",
	} {
		must(t, os.MkdirAll(filepath.Dir(filepath.Join(work, name)), 0o755))
		must(t, os.WriteFile(filepath.Join(work, name), []byte(words), 0o644))
	}
	inGit(t, work, "add", ".")
	inGit(t, work, "commit", "--quiet", "-m", "x")
	inGit(t, work, "push", "--quiet", "--no-verify", other, "HEAD:refs/heads/main")
	got, _ := look(t, member(t, other, env), "")
	if len(got) != 3 || got["pages/-rf.md"] != "$Id$ z" {
		t.Errorf("there is %q", got)
	}

	p, err := Open(repository, Options{Dir: dir, Env: env, Now: time.Now, Role: "x <y@z>\ncommitter evil <e@v.il> 1 +0000"})
	must(t, err)
	must(t, p.Send(t.Context(), []Change{page("one.md", "1")}))
	lay(filepath.Join(dir, "clone.git"))
	must(t, p.Send(t.Context(), []Change{page("two.md", "2")}))
	got, _ = look(t, p, "")
	same(t, got, "pages/one.md=1", "pages/two.md=2")
	if ran, err := os.ReadFile(proof); err == nil {
		t.Errorf("these were run:\n%s", ran)
	}
}

// Each command that reaches outside is said before it runs, without anything secret.
func TestCommandsAreSaid(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	repository := bare(t)
	var said []string
	p, err := Open(repository, Options{Dir: filepath.Join(t.TempDir(), "circle"), Env: env, Now: time.Now, Ran: func(command string, outside bool) {
		if outside {
			said = append(said, strings.Fields(command)[1])
		}
	}})
	must(t, err)
	must(t, p.Send(t.Context(), []Change{page("one.md", "1")}))
	_, news := look(t, p, "")
	look(t, p, news.Mark)
	if want := []string{"ls-remote", "clone", "push", "fetch", "fetch"}; !slices.Equal(said, want) {
		t.Errorf("said were %q", said)
	}
}

// A person who stops it is told so, not what git says of it.
func TestStopped(t *testing.T) {
	t.Parallel()
	env := byHost(t, needGit(t), "exec sleep 60")
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	err := member(t, "host:tutors", env).Send(ctx, []Change{page("one.md", "1")})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 20*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

// What a person logs in with is passed on, and nothing of it is an argument.
func TestLoginIsTheirOwn(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no sh")
	}
	env := needGit(t)
	home, repository := t.TempDir(), bare(t)
	proof := filepath.Join(home, "proof")
	script := filepath.Join(home, "myssh")
	must(t, os.WriteFile(script, []byte("#!/bin/sh\necho ran > "+proof+"\n"+lastWord+"\n"), 0o700))
	must(t, os.WriteFile(filepath.Join(home, ".gitconfig"), []byte("[core]\n\tsshCommand = "+script+"\n[http]\n\textraHeader = Authorization: secret\n[credential]\n\thelper = store\n"), 0o600))
	var commands strings.Builder
	p, err := Open("host:"+repository, Options{Dir: filepath.Join(t.TempDir(), "c"), Env: append(env, "HOME="+home), Now: time.Now,
		Ran: func(command string, _ bool) { commands.WriteString(command + "\n") }})
	must(t, err)
	must(t, p.Send(t.Context(), []Change{page("one.md", "1")}))
	if _, err := os.Stat(proof); err != nil {
		t.Error("their own ssh was not used")
	}
	if strings.Contains(commands.String(), "secret") {
		t.Error(commands.String())
	}
	if env := strings.Join(p.(*remote).git.env, "\n"); !strings.Contains(env, "=Authorization: secret") || !strings.Contains(env, "credential.helper") {
		t.Errorf("git is given %s", env)
	}
}

// A repository that is no circle is refused before much of it is read.
func TestTooMuch(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	repository := bare(t)
	given := func(in string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), "git", append([]string{"--git-dir", repository, "-c", "user.name=x", "-c", "user.email=x@example.org"}, args...)...)
		cmd.Stdin = strings.NewReader(in)
		out, err := cmd.Output()
		must(t, err)
		return strings.TrimSpace(string(out))
	}
	blob := given("x", "hash-object", "-w", "--stdin")
	var names strings.Builder
	for i := range maxFiles + 1 {
		fmt.Fprintf(&names, "100644 blob %s\t%06d.md\n", blob, i)
	}
	tree := given("040000 tree "+given(names.String(), "mktree")+"\tpages\n", "mktree")
	given("", "update-ref", "refs/heads/main", given("", "commit-tree", "-m", "x", tree))
	_, err := member(t, repository, env).Look(t.Context(), "")
	if journal.KindOf(err) != journal.Invalid || !strings.Contains(err.Error(), "more than 20000 files") {
		t.Error(err)
	}
}

// The first page of an empty repository goes to the branch that a clone of it by hand
// checks out.
func TestEmptyRepositoryOfAnotherBranch(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	repository := bare(t)
	inGit(t, repository, "symbolic-ref", "HEAD", "refs/heads/trunk")
	ann, ben := member(t, repository, env), member(t, repository, env)
	look(t, ben, "")
	must(t, ann.Send(t.Context(), []Change{page("one.md", "1")}))
	must(t, ben.Send(t.Context(), []Change{page("two.md", "2")}))
	work := filepath.Join(t.TempDir(), "work")
	inGit(t, t.TempDir(), "clone", "--quiet", repository, work)
	for _, name := range []string{"one.md", "two.md"} {
		if _, err := os.Stat(filepath.Join(work, "pages", name)); err != nil {
			t.Error(err)
		}
	}
}
