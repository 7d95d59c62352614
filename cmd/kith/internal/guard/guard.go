// Package guard keeps a library from asking the terminal for its colours each
// time kith starts. bubbletea does so while it is initialised, waits up to five
// seconds for the answer, and leaves escape codes in the output of commands
// that draw nothing. Of a dumb terminal it asks nothing, so kith is on one until
// main calls Restore.
//
// It imports nothing but syscall, and must not: Go initialises packages in the
// order of their import paths as soon as what they import is ready, so this one
// comes before os/exec, and bubbletea imports os/exec. It refuses to know
// anything else.
package guard

import "syscall"

var term, had = syscall.Getenv("TERM")

func init() { _ = syscall.Setenv("TERM", "dumb") }

// Restore puts TERM back to what it was. Main calls it first of all.
func Restore() error {
	if had {
		return syscall.Setenv("TERM", term)
	}
	return syscall.Unsetenv("TERM")
}
