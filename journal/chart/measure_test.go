package chart

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestCutNeverPartsACharacter(t *testing.T) {
	t.Parallel()
	for _, name := range append(nasty(), garden()[8].Community.Name) {
		name = shown(name)
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

func clusters(text string) []string {
	var all []string
	for text != "" {
		c, rest, _, _ := ansi.FirstGraphemeCluster(text, -1)
		all, text = append(all, c), rest
	}
	return all
}

func TestWrapLosesNothing(t *testing.T) {
	t.Parallel()
	for _, name := range nasty() {
		name = shown(name)
		for width := 2; width < 90; width += 3 {
			lines := wrap(name, float64(width), cells)
			for _, line := range lines {
				if cells(line) > float64(width) {
					t.Errorf("%q is wider than %d", line, width)
				}
			}
			if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(name, " ", "") {
				t.Errorf("at %d %q became %q", width, name, got)
			}
		}
	}
}

func TestIsolateLeavesOtherNamesAlone(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Go Meetup": "Go Meetup", "读书会": "读书会",
		"نادي القراءة": "\u2068نادي القراءة\u2069", "Club נוער": "\u2068Club נוער\u2069",
	} {
		if got := isolate(name); got != want {
			t.Errorf("%q became %q", name, got)
		}
	}
}
