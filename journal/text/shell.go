package text

import (
	"runtime"
	"strings"
)

// ShellWord is a text as one word of a command that may be pasted: into a shell
// such as sh, bash, zsh and fish or, on Windows, into PowerShell. Whatever is in it,
// nothing of it is run, expanded or taken away.
func ShellWord(s string) string {
	if runtime.GOOS == "windows" {
		return powerShellWord(s)
	}
	return posixWord(s)
}

// posixWord stands a backslash outside of the quotes, within which fish reads it.
func posixWord(s string) string {
	if isPlain(s, "-_./:+@,%") {
		return s
	}
	return "'" + strings.NewReplacer("'", `'\''`, `\`, `'\\'`).Replace(s) + "'"
}

// powerShellWord doubles all that PowerShell takes for a quote.
func powerShellWord(s string) string {
	if isPlain(s, `-_./:+\`) {
		return s
	}
	return "'" + strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛").Replace(s) + "'"
}

// isPlain reports letters, figures and the signs given alone, in which no shell
// sees anything else.
func isPlain(s, signs string) bool {
	return s != "" && s[0] != '-' && strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(signs, r)
	}) < 0
}
