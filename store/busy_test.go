package store

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"kith/journal"
)

// TestWaitsForAWriter: who comes second waits, and where that is in vain is told who
// it waited for.
func TestWaitsForAWriter(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	s, err := Open(t.Context(), path, Options{})
	must(t, err)
	defer s.Close()
	note := func() error {
		_, err := s.AddReflection(t.Context(), journal.Reflection{Title: "A note"})
		return err
	}
	self, err := os.Executable()
	must(t, err)
	other := exec.Command(self)
	other.Env = append(os.Environ(), "KITH_STORE_ROLE=sit", "KITH_STORE_PATH="+path)
	letGo, err := other.StdinPipe()
	must(t, err)
	says, err := other.StdoutPipe()
	must(t, err)
	must(t, other.Start())
	if line, err := bufio.NewReader(says).ReadString('\n'); line != "writing\n" {
		t.Fatal(line, err)
	}

	s.db.SetMaxOpenConns(1) // the wait is the connection's
	_, err = s.db.Exec("PRAGMA busy_timeout = 50")
	must(t, err)
	began := time.Now()
	err = note()
	var e *journal.Error
	if !errors.As(err, &e) || e.Kind != journal.Locked || time.Since(began) < 50*time.Millisecond || strings.Contains(e.Text+e.Hint, "database is locked") {
		t.Fatalf("after %v: %v", time.Since(began), err)
	}
	if want := fmt.Sprintf("(process %d) is writing the journal %s", other.Process.Pid, path); runtime.GOOS == "linux" && !strings.Contains(e.Text, want) {
		t.Errorf("%q, want %q in it", e.Text, want)
	}

	_, err = s.db.Exec("PRAGMA busy_timeout = 10000")
	must(t, err)
	kept := make(chan error)
	go func() { kept <- note() }()
	select {
	case err := <-kept:
		t.Fatalf("it did not wait: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	must(t, letGo.Close())
	must(t, <-kept)
	must(t, other.Wait())
}
