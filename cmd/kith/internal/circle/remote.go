package circle

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"kith/journal"
)

// remote is a place that is a git repository somewhere else. Its mark is a commit.
//
// The clone is bare: files are read out of it and commits are made in it, but no file
// of it is ever laid out in a folder, so that no link, no filter and no name of a file
// can do anything on this machine. Its HEAD names the branch of the circle, and that
// branch is where the remote's was when it was last seen. What is not sent is kept by
// whoever asks for it to be sent, not here: the clone may be thrown away at any time,
// and a history that was rewritten has nothing of ours to lose.
type remote struct {
	where string
	opt   Options
	git   git
	ready bool
}

func newRemote(where string, opt Options) *remote { return &remote{where: where, opt: opt} }

// hold has the clone for as long as release is not called: another kith waits.
func (r *remote) hold(ctx context.Context) (release func() error, err error) {
	if err := os.MkdirAll(r.opt.Dir, 0o700); err != nil {
		return nil, unreachable(r.opt.Dir, err)
	}
	lock := flock.New(filepath.Join(r.opt.Dir, "lock"), flock.SetPermissions(0o600))
	waits, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	held, err := lock.TryLockContext(waits, 50*time.Millisecond)
	if err != nil && ctx.Err() == nil && waits.Err() != nil {
		return nil, journal.Errorf(journal.Locked, "another kith is at %s just now", r.where).WithHint("let it finish, and try again")
	}
	if err != nil || !held {
		return nil, errors.Join(err, ctx.Err())
	}
	if !r.ready {
		r.git, err = newGit(ctx, filepath.Join(r.opt.Dir, "clone.git"), r.opt, !isPath(r.where))
		if err != nil {
			return nil, errors.Join(explain(r.where, err), lock.Close())
		}
		r.ready = true
	}
	return lock.Close, nil
}

// damage are words in which git speaks of what is wrong with a repository's files.
func damage() []string {
	return []string{".lock': File exists", "not a git repository: '", "bad object", "unable to read", "unable to parse", "corrupt", "object file", "unable to find", "invalid object", "missing tree", "bad tree", "not a valid object", "not a tree object", "bad config", "did not send all necessary objects"}
}

// holding does something while the clone is held. With a clone that turns out to be
// damaged it is done again, with a new one.
func (r *remote) holding(ctx context.Context, do func() error) error {
	release, err := r.hold(ctx)
	if err != nil {
		return err
	}
	err = do()
	if failed := new(gitError); errors.As(err, &failed) && ctx.Err() == nil && failed.says(damage()...) {
		// As after a kill, or a disk that was full. It is but a copy.
		if err = os.RemoveAll(r.git.dir); err == nil {
			err = do()
		}
	}
	if ctx.Err() != nil {
		err = ctx.Err() // what git says when it is stopped says less
	}
	return errors.Join(err, release())
}

// atOtherEnd is the flag that says what runs at the other end of a path.
func (r *remote) atOtherEnd(command, program string) []string {
	if !isPath(r.where) {
		return nil
	}
	return []string{"--" + command + "=" + otherEnd + program}
}

// findBranch asks the remote for the branch to use, its main one; "" where it is empty.
func (r *remote) findBranch(ctx context.Context) (branch string, err error) {
	args := append([]string{"ls-remote", "--symref"}, r.atOtherEnd("upload-pack", "upload-pack")...)
	out, err := r.git.run(ctx, nil, append(args, "--", r.where, "HEAD", "refs/heads/*")...)
	if err != nil {
		return "", err
	}
	var heads []string
	for line := range strings.Lines(string(out)) {
		what, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if strings.ContainsAny(line, `:*?[\^~ `) && !strings.HasPrefix(line, "ref: ") {
			continue // no name of a branch
		}
		if branch, ok := strings.CutPrefix(what, "ref: refs/heads/"); ok && name == "HEAD" && !strings.ContainsAny(branch, `:*?[\^~ `) {
			return branch, nil
		}
		if branch, ok := strings.CutPrefix(name, "refs/heads/"); ok {
			heads = append(heads, branch)
		}
	}
	for _, usual := range []string{"main", "master"} {
		if slices.Contains(heads, usual) {
			return usual, nil
		}
	}
	if len(heads) > 0 {
		return heads[0], nil
	}
	return "", nil
}

// begin makes the clone where there is none, and has it and the remote speak of the
// same branch. Of an empty remote only git clone learns what that is to be.
func (r *remote) begin(ctx context.Context) (empty bool, err error) {
	branch, err := r.findBranch(ctx)
	if err != nil {
		return false, err
	}
	_, missing := os.Stat(filepath.Join(r.git.dir, "HEAD"))
	switch {
	case missing != nil && branch == "":
		args := append([]string{"clone", "--quiet", "--bare", "--no-local", "--template="}, r.atOtherEnd("upload-pack", "upload-pack")...)
		_, err = r.git.run(ctx, nil, append(args, "--", r.where, r.git.dir)...)
		return true, err
	case missing != nil:
		if _, err := r.git.run(ctx, nil, "init", "--quiet", "--bare", "--template="); err != nil {
			return false, err
		}
	case branch == "":
		return true, nil
	}
	_, err = r.git.run(ctx, nil, "symbolic-ref", "HEAD", "refs/heads/"+branch)
	return false, err
}

// fetch brings what is at the remote, and gives its latest commit; "" where it is empty.
func (r *remote) fetch(ctx context.Context) (tip string, err error) {
	_, missing := r.branch()
	begun := missing != nil
	if begun {
		if err := os.RemoveAll(r.git.dir); err != nil { // what was half made
			return "", err
		}
		if empty, err := r.begin(ctx); err != nil || empty {
			return "", err
		}
	}
	for {
		branch, err := r.branch()
		if err != nil {
			return "", err
		}
		args := append([]string{"fetch", "--quiet", "--no-tags", "--no-auto-gc", "--force"}, r.atOtherEnd("upload-pack", "upload-pack")...)
		if begun {
			args = append(args, "--depth=1") // what was before does not matter to a circle
		}
		before, err := r.tip(ctx, branch)
		if err != nil {
			return "", err
		}
		_, err = r.git.run(ctx, nil, append(args, "--", r.where, "+"+branch+":"+branch)...)
		var failed *gitError
		if !errors.As(err, &failed) || begun || !failed.says("couldn't find remote ref") {
			if err != nil {
				return "", err
			}
			tip, err := r.tip(ctx, branch)
			if err == nil && tip != before && before != "" {
				// It takes as long as to find that nothing is new. Where it fails, as with no
				// room left, it is done another time.
				_, _ = r.git.run(ctx, nil, "gc", "--auto", "--quiet")
			}
			return tip, err
		}
		// The branch has another name by now, or all was taken away.
		begun = true
		empty, err := r.begin(ctx)
		if err == nil && empty {
			_, err = r.git.run(ctx, nil, "update-ref", "-d", branch)
		}
		if err != nil || empty {
			return "", err
		}
	}
}

// branch is what the clone's HEAD names, whole: refs/heads/main.
func (r *remote) branch() (string, error) {
	head, err := os.ReadFile(filepath.Join(r.git.dir, "HEAD"))
	branch, ok := strings.CutPrefix(strings.TrimSpace(string(head)), "ref: ")
	if err == nil && !ok {
		err = fmt.Errorf("%s names no branch", filepath.Join(r.git.dir, "HEAD"))
	}
	return branch, err
}

// tip is the remote's latest commit as it was last seen, or "". To ask git for it takes
// as long as all else that kith does where nothing is new, so the file is read that git
// most often keeps it in.
func (r *remote) tip(ctx context.Context, branch string) (string, error) {
	if ref, err := os.ReadFile(filepath.Join(r.git.dir, filepath.FromSlash(branch))); err == nil && isCommit(strings.TrimSpace(string(ref))) {
		return strings.TrimSpace(string(ref)), nil
	}
	out, err := r.git.run(ctx, nil, "rev-parse", "--quiet", "--verify", branch)
	if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == 1 {
		return "", nil
	}
	return strings.TrimSpace(string(out)), err
}

func (r *remote) Look(ctx context.Context, since string) (news News, err error) {
	err = r.holding(ctx, func() error {
		news.Mark, err = r.fetch(ctx)
		if err != nil || news.Mark == since || news.Mark == "" {
			return err
		}
		if !isCommit(since) {
			since = ""
		}
		if since != "" {
			_, err := r.git.run(ctx, nil, "merge-base", "--is-ancestor", since, news.Mark)
			switch exit := new(exec.ExitError); {
			case errors.As(err, &exit) && exit.ExitCode() == 1:
				news.Rewritten = true
			case errors.As(err, &exit):
				since = "" // the clone does not hold it any more
			case err != nil:
				return err
			}
		}
		if since == "" {
			return r.list(ctx, &news, "ls-tree", "-r", "-z", news.Mark, "--", "pages/", "replies/")
		}
		return r.list(ctx, &news, "diff-tree", "-r", "-z", "--no-renames", "--diff-filter=d", since, news.Mark, "--", "pages", "replies")
	})
	return news, explain(r.where, err)
}

// isCommit reports what can be a mark of ours.
func isCommit(s string) bool {
	return len(s) >= 40 && strings.Trim(s, "0123456789abcdef") == ""
}

// list reads what git says of files: "100644 blob ID\tPATH" as ls-tree has it, and
// ":000000 100644 ID ID A", PATH as diff-tree has it.
func (r *remote) list(ctx context.Context, news *News, args ...string) error {
	out, err := r.git.run(ctx, nil, args...)
	if errors.Is(err, errTooMuch) {
		return tooMany(r.where)
	}
	if err != nil {
		return err
	}
	fields := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	for i := 0; i < len(fields) && fields[i] != ""; i++ {
		facts, path, _ := strings.Cut(fields[i], "\t")
		words := strings.Fields(facts)
		mode, ref := words[0], words[len(words)-1]
		if strings.HasPrefix(facts, ":") && i+1 < len(fields) {
			mode, ref = words[1], words[3]
			i++
			path = fields[i]
		}
		why := checkPath(path)
		if mode != "100644" && mode != "100755" {
			why = "it is no file"
		}
		switch {
		case strings.HasPrefix(path[strings.LastIndex(path, "/")+1:], "."): // such as .gitkeep
		case why != "":
			news.Skipped = append(news.Skipped, path+": "+why)
		default:
			news.Files = append(news.Files, Entry{Path: path, ref: ref})
		}
		if len(news.Files)+len(news.Skipped) > maxFiles {
			return tooMany(r.where)
		}
	}
	return nil
}

func (r *remote) Read(ctx context.Context, found []Entry) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		stopped := errors.New("nobody wants more")
		err := r.holding(ctx, func() error {
			cmd, said, err := r.git.command(ctx, "cat-file", "--batch")
			if err != nil {
				return err
			}
			var asks strings.Builder
			for _, e := range found {
				asks.WriteString(e.ref + "\n")
			}
			cmd.Stdin = strings.NewReader(asks.String())
			pipe, err := cmd.StdoutPipe()
			if err == nil {
				err = cmd.Start()
			}
			if err != nil {
				return err
			}
			err = readBatch(bufio.NewReaderSize(pipe, 64<<10), found, func(f File) error {
				if !yield(f, nil) {
					return stopped
				}
				return ctx.Err()
			})
			if err != nil { // git has nobody to write to
				_, _ = cmd.Process.Kill(), cmd.Wait() // what it says of that is nothing new
				return err
			}
			if err := cmd.Wait(); err != nil {
				return &gitError{"cat-file", said.String(), err}
			}
			return nil
		})
		if err != nil && !errors.Is(err, stopped) {
			yield(File{}, explain(r.where, err))
		}
	}
}

// readBatch reads what cat-file says of each of some files. What is too large is passed
// over without being held.
func readBatch(in *bufio.Reader, found []Entry, each func(File) error) error {
	for _, e := range found {
		head, err := in.ReadString('\n')
		if err != nil {
			return fmt.Errorf("git cat-file ended early: %w", err)
		}
		f := File{Entry: e}
		words := strings.Fields(head)
		size, err := strconv.ParseInt(words[len(words)-1], 10, 64)
		switch {
		case err != nil: // "missing"
			f.Skipped = "it is not there"
		case size > MaxFile:
			f.Skipped = tooLong
			_, err = io.CopyN(io.Discard, in, size+1)
		default:
			f.Content = make([]byte, size)
			if _, err = io.ReadFull(in, f.Content); err == nil {
				_, err = in.ReadByte() // the end of a line
			}
		}
		if err != nil && f.Skipped != "it is not there" {
			return fmt.Errorf("git cat-file ended early: %w", err)
		}
		if err := each(f); err != nil {
			return err
		}
	}
	return nil
}

// Discard removes the clone.
func (r *remote) Discard() error {
	if err := os.RemoveAll(r.opt.Dir); err != nil {
		return unreachable(r.opt.Dir, err)
	}
	return nil
}
