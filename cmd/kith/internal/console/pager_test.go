package console

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// page writes so many lines through the pager of that command.
func page(t *testing.T, command string, lines int, env ...string) (string, error) {
	t.Helper()
	c, out, _ := at(true, "", append(env, "PAGER="+command)...)
	err := c.Page(t.Context(), func(w io.Writer) error {
		for i := range lines {
			if _, err := fmt.Fprintf(w, "line %d\n", i); err != nil {
				return fmt.Errorf("while writing: %w", err)
			}
		}
		return nil
	})
	return out.String(), err
}

func all(lines int) string {
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	return b.String()
}

func TestPagerIsGivenTheText(t *testing.T) {
	t.Parallel()
	pager := script(t, "pager", `sed "s/^/$1/"`)
	got, err := page(t, pager+` '> '`, 2)
	if err != nil || got != "> line 0\n> line 1\n" {
		t.Errorf("%q, %v", got, err)
	}
}

// A pager that is missing or fails costs nothing but the paging, however much
// had been written by then.
func TestPagerThatFails(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string]string{"at once": "exit 1", "late": "sleep 0.05; exit 1", "having read": "cat >/dev/null; exit 1"} {
		pager := script(t, "pager", lines)
		for _, n := range []int{0, 2, 20_000} {
			got, err := page(t, pager, n)
			if err != nil || got != all(n) {
				t.Errorf("%s, %d lines: %d bytes of %d, %v", name, n, len(got), len(all(n)), err)
			}
		}
	}
	if got, err := page(t, "kith-no-such-pager --x", 2); err != nil || !strings.Contains(got, all(2)) {
		t.Errorf("missing: %q, %v", got, err)
	}
}

func TestPagerClosedBeforeTheEnd(t *testing.T) {
	t.Parallel()
	pager := script(t, "pager", "head -n 1")
	if got, err := page(t, pager, 500_000); err != nil || got != "line 0\n" {
		t.Errorf("%q, %v", got, err)
	}
	pager = script(t, "pager", "head -n 1; kill -INT $$")
	if got, err := page(t, pager, 500_000); err != nil || got != "line 0\n" {
		t.Errorf("by ctrl-c: %q, %v", got, err)
	}
}

func TestPagerThatFailsFarIn(t *testing.T) {
	t.Parallel()
	pager := script(t, "pager", "cat >/dev/null; exit 1")
	_, err := page(t, pager, 500_000)
	var told *Error
	if !errors.As(err, &told) || !strings.Contains(told.Text, "the pager failed") {
		t.Errorf("error = %v", err)
	}
}

func TestLessIsToldOfColours(t *testing.T) {
	t.Parallel()
	pager := script(t, "pager", `cat >/dev/null; echo "LESS=$LESS"`)
	if got, err := page(t, pager, 1); err != nil || !strings.HasPrefix(got, "LESS=-FRX ") || !strings.Contains(got, "q leaves") {
		t.Errorf("%q, %v", got, err)
	}
}

func TestNoPager(t *testing.T) {
	t.Parallel()
	pager := script(t, "pager", "echo paged")
	for name, change := range map[string]func(*Console){
		"pipe":       func(c *Console) { c.terminal = nil },
		"--plain":    func(c *Console) { c.Plain = true },
		"--no-input": func(c *Console) { c.NoInput = true },
		"empty":      func(c *Console) { c.Env = lookup([]string{"PAGER="}) },
		"cat":        func(c *Console) { c.Env = lookup([]string{"PAGER=cat"}) },
	} {
		c, out, _ := at(true, "", "PAGER="+pager)
		change(c)
		err := c.Page(t.Context(), func(w io.Writer) error {
			_, err := io.WriteString(w, "text\n")
			return err
		})
		if err != nil || out.String() != "text\n" {
			t.Errorf("%s: %q, %v", name, out, err)
		}
	}
}

func TestWritersOwnErrorIsPassedOn(t *testing.T) {
	t.Parallel()
	gone := errors.New("the journal is gone")
	for _, command := range []string{"cat", script(t, "pager", "cat")} {
		c, _, _ := at(true, "", "PAGER="+command)
		if err := c.Page(t.Context(), func(io.Writer) error { return gone }); !errors.Is(err, gone) {
			t.Errorf("error = %v", err)
		}
	}
}
