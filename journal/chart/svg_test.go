package chart

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"kith/journal/text"
)

func TestCutNeverPartsACharacter(t *testing.T) {
	t.Parallel()
	for _, name := range append(nasty(), garden()[8].Community.Name) {
		name = text.Line(name)
		whole := clusters(name)
		for room := 1.0; room < 40; room += 0.7 {
			got := cut(name, room)
			if got == name {
				continue
			}
			if ems(got) > room {
				t.Errorf("%q takes %.1f of %.1f", got, ems(got), room)
			}
			kept := clusters(strings.TrimSuffix(got, "…"))
			for i, c := range kept {
				if c != whole[i] {
					t.Fatalf("%q parts %q", got, whole[i])
				}
			}
		}
	}
}

func clusters(s string) []string {
	var all []string
	for s != "" {
		c, rest, _, _ := ansi.FirstGraphemeCluster(s, -1)
		all, s = append(all, c), rest
	}
	return all
}
