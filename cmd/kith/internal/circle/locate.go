package circle

import (
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"kith/journal"
	"kith/journal/text"
)

// Locate says what a member has named as the place of a circle: a git remote (an
// address, or the path of a bare repository) or a folder. A path is made absolute.
// What git would take for a program to run is refused, and so is an address with a
// password in it, which would be shown and kept.
func Locate(named string) (where string, remote bool, err error) {
	refused := func(why string) (string, bool, error) {
		return "", false, journal.Errorf(journal.Invalid, "%s cannot be the place of a circle: %s", text.Line(named), why).
			WithHint("name a folder, or a git repository such as git@example.org:tutors.git")
	}
	scheme, rest, isURL := strings.Cut(named, "://")
	before, _, _ := strings.Cut(named, "/") // of the first slash
	switch {
	case strings.TrimSpace(named) == "":
		return refused("it is empty")
	case strings.ContainsFunc(named, unicode.IsControl):
		return refused("there are control characters in it")
	case strings.HasPrefix(named, "-"):
		return refused("it begins with a dash")
	case strings.Contains(before, "::"):
		return refused("git would run a program for it")
	case isURL && strings.EqualFold(scheme, "file"):
		return refused("give the path of the repository, without file://")
	case isURL:
		address, err := url.Parse(named)
		if err != nil {
			return refused("it is no address")
		}
		if scheme != "https" && scheme != "http" && scheme != "ssh" {
			return refused("kith takes https, http and ssh")
		}
		if _, is := address.User.Password(); is {
			return refused("it has a password in it, which git keeps better: see git help credentials")
		}
		if strings.HasPrefix(rest, "-") || strings.HasPrefix(address.Hostname(), "-") || address.Hostname() == "" {
			return refused("there is no host in it")
		}
		return named, true, nil
	}
	if info, err := os.Stat(named); err == nil {
		where, err := filepath.Abs(named)
		switch {
		case err != nil:
			return "", false, unreachable(named, err)
		case !info.IsDir():
			return refused("it is a file")
		}
		return where, isBare(where), nil
	}
	host, _, isHost := strings.Cut(before, ":")
	if isHost && !(runtime.GOOS == "windows" && len(host) == 1) { // git@host:path
		if _, name, ok := strings.Cut(host, "@"); ok && strings.HasPrefix(name, "-") || host == "" || strings.HasSuffix(host, "@") {
			return refused("there is no host in it")
		}
		return named, true, nil
	}
	where, err = filepath.Abs(named)
	if err != nil {
		return "", false, unreachable(named, err)
	}
	// One that was there when it was joined may be away just now.
	return where, strings.HasSuffix(where, ".git"), nil
}

// isPath reports a remote on this machine, or on a drive of it.
func isPath(remote string) bool { return filepath.IsAbs(remote) }

// isBare reports a folder that is a bare git repository, which nobody writes files
// into by hand.
func isBare(dir string) bool {
	for _, name := range []string{"HEAD", "objects", "refs"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return false
		}
	}
	return true
}
