package screen

import (
	"time"

	"kith/journal"
	"kith/prompts"
)

// saver keeps the draft.
type saver struct {
	session *prompts.Session
	clock   func() time.Time
	save    func(journal.Draft) error
	dirty   bool  // there is something that has not been saved
	err     error // why the last attempt failed
}

// now saves the draft whatever has changed.
func (s *saver) now() {
	if s.save == nil {
		return
	}
	d := s.session.Draft()
	d.Updated = s.clock()
	s.err = s.save(d)
	s.dirty = s.err != nil
}

// late saves what has changed since the last time, or could not be saved then.
func (s *saver) late() {
	if s.dirty {
		s.now()
	}
}

// idle is how long a person may think without a key before the time stops
// counting as spent.
const idle = 2 * time.Minute

// longest is how much of a stay in the editor counts as time spent.
const longest = 30 * time.Minute

// watch measures the time a person spends: of a longer pause only the start
// counts.
type watch struct {
	key     time.Time // the last key
	counted time.Time // up to here time has been counted
}

func (w *watch) restart(now time.Time) { w.key, w.counted = now, now }

// lap is the time spent since the last lap.
func (w *watch) lap(now time.Time) time.Duration {
	end := now
	if limit := w.key.Add(idle); end.After(limit) {
		end = limit
	}
	spent := max(0, end.Sub(w.counted))
	w.counted = now
	return spent
}
