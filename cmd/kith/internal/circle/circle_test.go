package circle

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// needGit gives the environment of a person who has told git nothing.
func needGit(t *testing.T) []string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here: ", err)
	}
	return append(os.Environ(), "HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir())
}

// inGit runs git by hand, as a member without kith does.
func inGit(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=By Hand", "-c", "user.email=hand@example.org", "-c", "init.defaultBranch=main"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// bare makes an empty repository for members to share.
func bare(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tutors.git")
	inGit(t, t.TempDir(), "init", "--quiet", "--bare", dir)
	return dir
}

// member is a place as one more member has it.
func member(t *testing.T, where string, env []string) Place {
	t.Helper()
	p, err := Open(where, Options{Dir: filepath.Join(t.TempDir(), "circle"), Role: "a new lecturer", Env: env, Now: time.Now})
	must(t, err)
	return p
}

func page(name, words string) Change {
	return Change{Path: PagePath(name), Content: []byte(words)}
}

// look is what is new, by path, and the mark.
func look(t *testing.T, p Place, since string) (map[string]string, News) {
	t.Helper()
	news, err := p.Look(t.Context(), since)
	must(t, err)
	got := map[string]string{}
	for f, err := range p.Read(t.Context(), news.Files) {
		must(t, err)
		got[f.Path] = string(f.Content) + f.Skipped
	}
	return got, news
}

func same(t *testing.T, got map[string]string, want ...string) {
	t.Helper()
	var all []string
	for path, words := range got {
		all = append(all, path+"="+words)
	}
	slices.Sort(all)
	slices.Sort(want)
	if !slices.Equal(all, want) {
		t.Fatalf("there is\n%q, want\n%q", all, want)
	}
}

// kindOfPlace is a place of one kind, and how a member without kith writes there; to
// write "" is to remove.
type kindOfPlace struct {
	name, where string
	byHand      func(path, words string)
}

func kindsOfPlaces(t *testing.T) (folder, repository string, kinds []kindOfPlace) {
	t.Helper()
	folder, repository = t.TempDir(), bare(t)
	return folder, repository, []kindOfPlace{
		{"folder", folder, func(path, words string) {
			path = filepath.Join(folder, path)
			if words == "" {
				must(t, os.Remove(path))
				return
			}
			must(t, os.MkdirAll(filepath.Dir(path), 0o755))
			must(t, os.WriteFile(path, []byte(words), 0o644))
		}},
		{"repository", repository, func(path, words string) {
			work := filepath.Join(t.TempDir(), "work")
			inGit(t, t.TempDir(), "clone", "--quiet", repository, work)
			if words == "" {
				must(t, os.Remove(filepath.Join(work, path)))
			} else {
				must(t, os.MkdirAll(filepath.Dir(filepath.Join(work, path)), 0o755))
				must(t, os.WriteFile(filepath.Join(work, path), []byte(words), 0o644))
			}
			inGit(t, work, "add", "--all")
			inGit(t, work, "commit", "--quiet", "--message", "by hand")
			inGit(t, work, "push", "--quiet", "origin", "HEAD")
		}},
	}
}

// Two members over a folder, and over a repository.
func TestPlace(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	folder, repository, kinds := kindsOfPlaces(t)
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			ann, ben := member(t, kind.where, env), member(t, kind.where, env)
			got, empty := look(t, ann, "")
			same(t, got)
			must(t, ann.Send(t.Context(), []Change{page("one.md", "1\n"), page("with space.md", "2")}))
			got, first := look(t, ben, "")
			same(t, got, "pages/one.md=1\n", "pages/with space.md=2")
			got, own := look(t, ann, empty.Mark)
			same(t, got, "pages/one.md=1\n", "pages/with space.md=2")
			if kind.name == "repository" && own.Mark != first.Mark {
				t.Errorf("two members see %s and %s", own.Mark, first.Mark)
			}
			got, again := look(t, ben, first.Mark)
			same(t, got)
			if again.Mark != first.Mark {
				t.Error("nothing has changed, and the mark has")
			}

			// What is there is not written over, and what was sent may be sent again.
			must(t, ben.Send(t.Context(), []Change{page("one.md", "mine"), {Path: ReplyPath("p-01", "r1"), Content: []byte("Thanks")}}))
			must(t, ben.Send(t.Context(), []Change{page("one.md", "mine"), {Path: ReplyPath("p-01", "r1"), Content: []byte("Thanks")}}))
			got, second := look(t, ann, own.Mark)
			same(t, got, "replies/p-01/r1.md=Thanks")
			if about, is := second.Files[0].Reply(); !is || about != "p-01" {
				t.Errorf("a reply to %q, %v", about, is)
			}

			// By hand: a page, an edit, what is no page, and a large one.
			kind.byHand("pages/Notes by hand.txt", "hello")
			kind.byHand("pages/one.md", "1, edited")
			kind.byHand("pages/picture.png", "png")
			kind.byHand("pages/large.md", strings.Repeat("x", MaxFile+1))
			kind.byHand("pages/full.md", strings.Repeat("x", MaxFile))
			kind.byHand("elsewhere/x.md", "x")
			got, third := look(t, ann, second.Mark)
			full := strings.Repeat("x", MaxFile)
			same(t, got, "pages/Notes by hand.txt=hello", "pages/one.md=1, edited", "pages/large.md="+tooLong, "pages/full.md="+full)
			if len(third.Skipped) != 1 || !strings.HasPrefix(third.Skipped[0], "pages/picture.png: ") {
				t.Errorf("skipped are %q", third.Skipped)
			}

			// One's own may be written again, and that twice.
			mine := []Change{{Path: "replies/p-01/r1.md", Content: []byte("Thanks a lot"), Replace: true}}
			must(t, ben.Send(t.Context(), mine))
			must(t, ben.Send(t.Context(), mine))
			got, third = look(t, ann, third.Mark)
			same(t, got, "replies/p-01/r1.md=Thanks a lot")

			// What is taken away is no news, and may be taken away twice.
			for range 2 {
				must(t, ann.Send(t.Context(), []Change{{Path: "pages/one.md", Remove: true}}))
			}
			got, _ = look(t, ann, third.Mark)
			same(t, got)
			got, _ = look(t, member(t, kind.where, env), "")
			if _, is := got["pages/one.md"]; is || len(got) != 5 {
				t.Errorf("there is %d", len(got))
			}
		})
	}
	readme, err := os.ReadFile(filepath.Join(folder, "README.md"))
	must(t, err)
	if string(readme) != Readme || inGit(t, repository, "show", "main:README.md") != strings.TrimSpace(Readme) {
		t.Error("there is no README.md")
	}
	if n := inGit(t, repository, "rev-list", "--count", "--author=lecturer", "main"); n != "4" {
		t.Errorf("there are %s commits, where four changed something", n)
	}
	if who := inGit(t, repository, "log", "--format=%an <%ae> %cn", "--reverse"); !strings.HasPrefix(who, "a new lecturer <member@kith.invalid> a new lecturer\n") {
		t.Errorf("committed by %s", who)
	}
	if head := inGit(t, repository, "symbolic-ref", "HEAD"); head != "refs/heads/main" {
		t.Error(head)
	}
}

// A README of the members' own is left as it is, by whatever name.
func TestReadmeOfTheirOwn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "README.txt"), []byte("ours"), 0o644))
	must(t, member(t, dir, nil).Send(t.Context(), []Change{page("one.md", "1")}))
	if _, err := os.Lstat(filepath.Join(dir, "README.md")); err == nil {
		t.Error("there are two")
	}
}

// No name leads out of a place, and kith itself writes nowhere else in it.
func TestPaths(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"", "x.md", "pages", "pages/", "pages/..", "pages/../x.md", "../x.md", "/pages/x.md", "pages/a/x.md", "pages/.x.md", "pages/x", "pages/x.html",
		"replies/x.md", "replies/../x.md", "replies/p/q/x.md", "pages/x\n.md", "pages/\u202ex.md", "pages/x\x00.md", "pages/\xff.md", `pages/..\x.md`,
		"pages/" + strings.Repeat("x", 300) + ".md", ".git/hooks/x.md", "README.md",
	} {
		if checkPath(path) == "" {
			t.Errorf("%q may be read and written", path)
		}
		err := folder{t.TempDir()}.Send(t.Context(), []Change{{Path: path, Content: []byte("x")}})
		if journal.KindOf(err) != journal.Invalid {
			t.Errorf("%q was sent: %v", path, err)
		}
	}
	for _, path := range []string{"pages/x.md", "pages/Été 2026.TXT", "pages/a b.md", "replies/p-01/r01.md"} {
		if why := checkPath(path); why != "" {
			t.Errorf("%q: %s", path, why)
		}
	}
}

// A link is never followed, neither to a file nor to a folder, neither to be read nor
// to be written through.
func TestLinksAreNotFollowed(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there")
	}
	outside := t.TempDir()
	must(t, os.WriteFile(filepath.Join(outside, "secret.md"), []byte("secret"), 0o600))
	dir := t.TempDir()
	must(t, os.Mkdir(filepath.Join(dir, "pages"), 0o755))
	must(t, os.Symlink(filepath.Join(outside, "secret.md"), filepath.Join(dir, "pages", "link.md")))
	must(t, os.WriteFile(filepath.Join(dir, "pages", "within.txt"), []byte("within"), 0o600))
	must(t, os.Symlink("within.txt", filepath.Join(dir, "pages", "near.md")))
	got, news := look(t, member(t, dir, nil), "")
	same(t, got, "pages/within.txt=within")
	if len(news.Skipped) != 2 {
		t.Errorf("skipped are %q", news.Skipped)
	}
	must(t, member(t, dir, nil).Send(t.Context(), []Change{page("link.md", "mine")}))
	if words, _ := os.ReadFile(filepath.Join(outside, "secret.md")); string(words) != "secret" {
		t.Error("a link was written through")
	}
	// The folders too.
	must(t, os.Symlink(outside, filepath.Join(dir, "replies")))
	if _, err := member(t, dir, nil).Look(t.Context(), ""); err == nil {
		t.Error("a link to a folder was gone into")
	}
	if err := member(t, dir, nil).Send(t.Context(), []Change{{Path: "replies/p-01/r.md", Content: []byte("x")}}); err == nil {
		t.Error("a link to a folder was written through")
	}

	// In a repository a link is a blob, and stays one.
	env := needGit(t)
	repository, work := bare(t), filepath.Join(t.TempDir(), "work")
	inGit(t, t.TempDir(), "clone", "--quiet", repository, work)
	must(t, os.Mkdir(filepath.Join(work, "pages"), 0o755))
	must(t, os.Symlink(filepath.Join(outside, "secret.md"), filepath.Join(work, "pages", "link.md")))
	inGit(t, work, "add", ".")
	inGit(t, work, "commit", "--quiet", "-m", "a link")
	inGit(t, work, "push", "--quiet", "origin", "HEAD")
	got, news = look(t, member(t, repository, env), "")
	same(t, got)
	if len(news.Skipped) != 1 {
		t.Errorf("skipped are %q", news.Skipped)
	}
}

// What is shared in a folder can be read by those who may use the folder.
func TestModesFollowTheFolder(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there are no such modes")
	}
	dir := t.TempDir()
	must(t, os.Mkdir(filepath.Join(dir, "pages"), 0o755))
	must(t, os.Chmod(filepath.Join(dir, "pages"), 0o775))
	must(t, member(t, dir, nil).Send(t.Context(), []Change{page("one.md", "1")}))
	info, err := os.Stat(filepath.Join(dir, "pages", "one.md"))
	must(t, err)
	if info.Mode().Perm() != 0o664 {
		t.Errorf("the mode is %v", info.Mode())
	}
}

func TestLocate(t *testing.T) {
	t.Parallel()
	env := needGit(t)
	dir, repository := t.TempDir(), bare(t)
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	for named, remote := range map[string]bool{
		dir: false, repository: true, "https://example.org/tutors.git": true, "ssh://git@example.org:2222/tutors": true,
		"git@example.org:tutors.git": true, "example.org:tutors": true, filepath.Join(dir, "away"): false,
	} {
		where, is, err := Locate(named)
		if err != nil || is != remote || where != named {
			t.Errorf("%s is %s, a remote %v, %v", named, where, is, err)
		}
	}
	proof := filepath.Join(dir, "proof")
	for _, named := range []string{
		"", " ", "ext::sh -c touch% " + proof, "fd::7", "-oProxyCommand=touch " + proof, "--upload-pack=touch " + proof, "ssh://-oProxyCommand=touch/x",
		"ssh://git@-oProxyCommand=x/y", "file://" + repository, "git://example.org/x", "ftp://example.org/x", "https://me:secret@example.org/x", "https:///x",
		"git@-oProxyCommand=touch:x", ":x", "git@:x", file, "https://example.org/\x1b[31m", "foo::bar",
	} {
		_, _, err := Locate(named)
		if journal.KindOf(err) != journal.Invalid {
			t.Errorf("%q may be a place: %v", named, err)
		}
		if err != nil && strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q acts on a terminal", err.Error())
		}
		if named == "" {
			continue
		}
		// Not even git itself is given one.
		_, err = newRemote(named, Options{Dir: filepath.Join(t.TempDir(), "c"), Env: env, Now: time.Now}).Look(t.Context(), "")
		if err == nil {
			t.Errorf("%q was fetched", named)
		}
	}
	if _, err := os.Stat(proof); err == nil {
		t.Error("a program was run")
	}
}

// A folder that goes away is said to be away, and nothing sent there is called sent.
func TestFolderVanishes(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "drive")
	must(t, os.Mkdir(dir, 0o755))
	p := member(t, dir, nil)
	must(t, p.Send(t.Context(), []Change{page("one.md", "1")}))
	_, news := look(t, p, "")
	must(t, os.RemoveAll(dir))
	for _, err := range p.Read(t.Context(), news.Files) {
		if journal.KindOf(err) != journal.NotFound {
			t.Error(err)
		}
	}
	if _, err := p.Look(t.Context(), news.Mark); journal.KindOf(err) != journal.NotFound {
		t.Error(err)
	}
	err := p.Send(t.Context(), []Change{page("two.md", "2")})
	if journal.KindOf(err) != journal.NotFound || !strings.Contains(err.Error(), "the folder "+dir+" is not there") {
		t.Error(err)
	}
}

// Files that go while they are read are named, and the others read.
func TestFilesVanish(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := member(t, dir, nil)
	must(t, p.Send(t.Context(), []Change{page("one.md", "1"), page("two.md", "2")}))
	news, err := p.Look(t.Context(), "")
	must(t, err)
	must(t, os.Remove(filepath.Join(dir, "pages", "one.md")))
	got := map[string]string{}
	for f, err := range p.Read(t.Context(), news.Files) {
		must(t, err)
		got[f.Path] = string(f.Content) + f.Skipped
	}
	same(t, got, "pages/one.md=it is no longer there", "pages/two.md=2")
}

func TestTailKeepsTheEnd(t *testing.T) {
	t.Parallel()
	var said tail
	for i := range 5000 {
		fmt.Fprintf(&said, "line %d\n", i)
	}
	fmt.Fprint(&said, "fatal: the end\n")
	if said.Len() > 16<<10 || !bytes.HasSuffix(said.Bytes(), []byte("line 4999\nfatal: the end\n")) {
		t.Errorf("%d bytes, ending in %q", said.Len(), said.Bytes()[said.Len()-30:])
	}
}
