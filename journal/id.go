package journal

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// ID names one thing in a journal: a ULID in lower case, 26 characters, whose
// order is the order in which things were made (https://github.com/ulid/spec).
type ID string

// NewID makes an id for something made at the given time. A ULID knows the times
// from 1970 to 10889; for others it is the nearest of those.
func NewID(at time.Time) ID {
	ms := min(uint64(max(0, at.UnixMilli())), ulid.MaxTime())
	id := ulid.MustNew(ms, rand.Reader)
	return ID(strings.ToLower(id.String()))
}

// Time is when the thing was made that got the id; the beginning of 1970 for one that is
// no ULID.
func (id ID) Time() time.Time {
	made, err := ulid.ParseStrict(strings.ToUpper(string(id)))
	if err != nil {
		return time.Unix(0, 0).UTC()
	}
	return made.Timestamp()
}

// NewIDAfter makes an id for something made at the given time that comes after another
// thing's, also where the clock was set back since that was made.
func NewIDAfter(at time.Time, other ID) ID {
	if after := other.Time().Add(time.Millisecond); at.Before(after) {
		at = after
	}
	return NewID(at)
}

// Short is the last eight characters, the part that lists show.
func (id ID) Short() string {
	if len(id) <= 8 {
		return string(id)
	}
	return string(id[len(id)-8:])
}

// NewIDOf makes the id for something that was made elsewhere at the given time: the same
// one each time for the same words.
func NewIDOf(at time.Time, words string) ID {
	ms := min(uint64(max(0, at.UnixMilli())), ulid.MaxTime())
	sum := sha256.Sum256([]byte(words))
	return ID(strings.ToLower(ulid.MustNew(ms, bytes.NewReader(sum[:])).String()))
}
