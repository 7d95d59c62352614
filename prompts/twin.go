package prompts

import (
	"slices"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// Twin is the community among some that a name may stand for, so that a face
// can ask: sure for one that goes by the name, else one of a near name, of
// which one is a part of the other.
func Twin(name string, among []journal.Community) (c journal.Community, sure, found bool) {
	if c, ok := named(among, name); ok {
		return c, true, true
	}
	if i := slices.IndexFunc(among, func(c journal.Community) bool { return near(c.Name, name) }); i >= 0 {
		return among[i], false, true
	}
	return journal.Community{}, false, false
}

// near reports names of which one is a part of the other.
func near(a, b string) bool {
	a, b = text.Fold(a), text.Fold(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 4 && strings.Contains(b, a)
}
