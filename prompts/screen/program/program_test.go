package program

import "testing"

func TestUncoloured(t *testing.T) {
	t.Parallel()
	if got := uncoloured("\x1b[1;31;44mx\x1b[0m\x1b[38;5;240my\x1b[7;48;2;1;2;3mz\x1b[m"); got != "\x1b[1mx\x1b[0my\x1b[7mz\x1b[m" {
		t.Errorf("without colours: %q", got)
	}
}
