//go:build unix

package main

import "testing"

// kith reflect alone asks which activity: each with how long it takes and what it is
// for, the ones done lately first, and fewer of them with each letter typed.
func TestPickingAnActivity(t *testing.T) {
	t.Parallel()
	env := person(t)
	kith(t, env, "what = \"Rain.\"\nso_what = \"Wet.\"\nnow_what = \"A coat.\"\n", "reflect", "what-so-what", "--answers", "-")
	s := sitDown(t, env, 80, 24, "reflect")
	s.see("type to filter", "> ( ) What? So what? Now what?", "10 min", "enter choose")
	s.keys("weekly")
	s.see("> ( ) Weekly look back")
	s.keys("zz")
	s.see("nothing here has that in it")
	s.keys("\r")
	s.see("nothing here has that in it")
	s.keys("\x7f", "\x7f", "\r")
	s.see("about", "steps", "A short stop at the end of the week")
	s.keys("\x1b")
	leaves(t, s, 130)
}
