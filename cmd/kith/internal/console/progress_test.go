package console

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)
	told := func(terminal bool, term string, total, steps int, each time.Duration) string {
		var err bytes.Buffer
		c := &Console{Err: &err, terminal: func(any) bool { return terminal },
			Env: func(key string) (string, bool) { return map[string]string{"TERM": term, "COLUMNS": "80"}[key], true }}
		now := at
		p := c.Progress("Writing", total, func() time.Time { return now })
		for range steps {
			now = now.Add(each)
			p.Step()
		}
		p.Done()
		return err.String()
	}
	for _, quiet := range []string{
		told(false, "xterm", 1000, 1000, time.Second), // nobody looks
		told(true, "dumb", 1000, 1000, time.Second),
		told(true, "xterm", 1000, 1000, 100*time.Microsecond), // it is over at once
	} {
		if quiet != "" {
			t.Errorf("told: %q", quiet)
		}
	}
	said := told(true, "xterm", 1000, 500, 10*time.Millisecond)
	if !strings.HasPrefix(said, "\rWriting: 11%, about 9 seconds left\x1b[K\r") || !strings.HasSuffix(said, "\rWriting: 49%, about 5 seconds left\x1b[K\r\x1b[K") {
		t.Errorf("told: %q", said)
	}
	if n := strings.Count(said, "Writing"); n > 45 {
		t.Errorf("it is drawn %d times in five seconds", n)
	}
	if said = told(true, "xterm", 100_000, 400, 100*time.Millisecond); !strings.Contains(said, "Writing: 0%, about 166 minutes left") {
		t.Errorf("told: %q", said)
	}
	if said = told(true, "xterm", 0, 400, 10*time.Millisecond); !strings.Contains(said, "Writing: 112\x1b[K") {
		t.Errorf("told of what is not counted: %q", said)
	}
	if said = told(true, "xterm", 10, 400, 10*time.Millisecond); !strings.Contains(said, "Writing: 100%, about 0 seconds left") {
		t.Errorf("told of more than was counted: %q", said)
	}
}
