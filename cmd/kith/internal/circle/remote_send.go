package circle

import (
	"bytes"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"

	"kith/journal"
)

// tries is how often a commit is made anew because somebody else was first.
const tries = 10

// Send makes a commit of the changes on top of what was seen of the remote, and pushes
// it there if the remote still is where it was seen: the lease makes that one step, so
// that nothing of anybody is overwritten, nor anything brought back that was taken away.
// Else it fetches, and makes the commit again on what is there now.
func (r *remote) Send(ctx context.Context, changes []Change) error {
	if err := checkChanges(changes); err != nil {
		return err
	}
	return explain(r.where, r.holding(ctx, func() error {
		tip := ""
		if branch, err := r.branch(); err == nil {
			if tip, err = r.tip(ctx, branch); err != nil {
				return err
			}
		}
		fetch, unmoved := tip == "", 0
		for try := 1; ; {
			if fetch {
				now, err := r.fetch(ctx)
				if err != nil {
					return err
				}
				if unmoved++; now != tip {
					tip, unmoved = now, 0
				}
			}
			branch, err := r.branch()
			if err != nil {
				return err
			}
			commit, err := r.commit(ctx, tip, changes)
			if err != nil || commit == "" && (fetch || len(changes) == 0) {
				return err
			}
			if fetch = true; commit == "" { // all of it was there when it was last seen
				continue
			}
			again, err := r.push(ctx, branch, tip, commit)
			switch {
			case err == nil:
				_, err := r.git.run(ctx, nil, "update-ref", branch, commit)
				return err
			case !again:
				return err
			case unmoved > 3: // nobody is in the way
				return r.refuses(err, "it says that it is elsewhere than it shows")
			case try == tries:
				return &journal.Error{
					Kind: journal.Conflict, Text: fmt.Sprintf("others were faster at %s, %d times", r.where, tries), Err: err,
				}
			}
			try++
			select { // a little longer each time, so that many find their turn
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(rand.N(min(40*time.Millisecond<<try, 1500*time.Millisecond))):
			}
		}
	}))
}

// commit makes a commit of the changes that are not at the tip yet, and gives it; ""
// where all of them are. The tip is "" for an empty remote.
func (r *remote) commit(ctx context.Context, tip string, changes []Change) (string, error) {
	there := map[string]string{} // what is at the paths that matter: "blob ID", "tree ID"
	if tip != "" {
		args := append([]string{"ls-tree", "-t", "-z", tip, "--", "pages", "replies"}, readmes()...)
		for _, c := range changes {
			args = append(args, c.Path)
		}
		out, err := r.git.run(ctx, nil, args...)
		if err != nil {
			return "", err
		}
		for one := range strings.SplitSeq(string(out), "\x00") {
			facts, path, _ := strings.Cut(one, "\t")
			if words := strings.Fields(facts); len(words) == 3 {
				there[path] = words[1] + " " + words[2]
			}
		}
	}
	for _, dir := range []string{"pages", "replies"} {
		if kind, is := there[dir]; is && !strings.HasPrefix(kind, "tree ") {
			return "", journal.Errorf(journal.Conflict, "%s is a file in %s, and has to be a folder there", dir, r.where)
		}
	}
	var edits bytes.Buffer
	var names []string
	add := func(path string, content []byte) {
		fmt.Fprintf(&edits, "M 100644 inline %s\ndata %d\n%s\n", path, len(content), content)
	}
	for _, c := range changes {
		switch was, is := there[c.Path]; {
		case c.Remove && is:
			fmt.Fprintf(&edits, "D %s\n", c.Path)
			names = append(names, "take away "+c.Path)
		case !c.Remove && !is:
			add(c.Path, c.Content)
			names = append(names, "add "+c.Path)
		case c.Replace && was != "blob "+blobID(c.Content, len(tip)):
			add(c.Path, c.Content)
			names = append(names, "change "+c.Path)
		}
	}
	_, has := readmeIn(func(name string) bool { _, is := there[name]; return is })
	if !has {
		add("README.md", []byte(Readme))
		names = append(names, "add README.md")
	}
	if edits.Len() == 0 {
		return "", nil
	}
	subject := names[0]
	if len(names) > 1 {
		subject = fmt.Sprintf("%s and %d more", names[0], len(names)-1)
	}
	who := strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.C) || r == '<' || r == '>' {
			return ' '
		}
		return r
	}, r.opt.Role))
	if who == "" {
		who = "a member"
	}
	const next = "refs/kith/next" // where the commit is while it is on its way
	var in bytes.Buffer
	fmt.Fprintf(&in, "reset %s\n\ncommit %s\ncommitter %s <member@kith.invalid> %d +0000\ndata %d\n%s\n", next, next, who, r.opt.Now().Unix(), len(subject), subject)
	if tip != "" {
		fmt.Fprintf(&in, "from %s\n", tip)
	}
	edits.WriteTo(&in)
	in.WriteString("done\n")
	if _, err := r.git.run(ctx, &in, "fast-import", "--quiet", "--force", "--done", "--date-format=raw"); err != nil {
		return "", err
	}
	return r.tip(ctx, next)
}

// blobID is what git calls a content, in so many figures.
func blobID(content []byte, figures int) string {
	whole := append(fmt.Appendf(nil, "blob %d\x00", len(content)), content...)
	if figures == sha256.Size*2 {
		return fmt.Sprintf("%x", sha256.Sum256(whole))
	}
	return fmt.Sprintf("%x", sha1.Sum(whole))
}

// push sends a commit to a branch that is at the tip; again reports that it no longer is.
func (r *remote) push(ctx context.Context, branch, tip, commit string) (again bool, err error) {
	args := []string{"push", "--porcelain", "--no-verify", "--force-with-lease=" + branch + ":" + tip}
	args = append(append(args, r.atOtherEnd("receive-pack", "receive-pack")...), "--", r.where, commit+":"+branch)
	out, err := r.git.run(ctx, nil, args...)
	failed := new(gitError)
	if !errors.As(err, &failed) {
		return false, err
	}
	why := ""
	for line := range strings.Lines(string(out)) { // "!", what, and "[remote rejected] (why)"
		if cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(cells) == 3 && cells[0] == "!" {
			why = cells[2]
		}
	}
	if why == "" { // it did not come so far
		return false, err
	}
	if strings.HasPrefix(why, "[rejected]") {
		return true, err
	}
	for _, race := range []string{"failed to update ref", "cannot lock ref", "incorrect old value", "already exists", "fetch first", "failed to lock"} {
		if strings.Contains(why, race) {
			return true, err
		}
	}
	if failed.says("No space left", "uota exceeded") {
		return false, err
	}
	_, reason, _ := strings.Cut(strings.TrimSuffix(why, ")"), "(")
	if said := failed.remote(); said != "" {
		reason += ": " + said
	}
	return false, r.refuses(err, reason)
}

func (r *remote) refuses(err error, reason string) error {
	return &journal.Error{
		Kind: journal.Conflict, Text: fmt.Sprintf("%s does not take it (%s)", r.where, reason), Err: err,
		Hint: "ask who looks after it whether you may write there",
	}
}
