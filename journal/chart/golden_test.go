package chart

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as it was (go test -update writes it anew):\n%s", path, got)
	}
}

func TestGoldenMaps(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]*Map{
		"map-none":   NewMap(nil, now),
		"map-one":    NewMap(entries(1), now),
		"map-garden": NewMap(garden(), now),
	} {
		golden(t, name+".svg", m.SVG())
		golden(t, name+"-80.txt", m.Text(Text{Width: 80})+"\n")
		golden(t, name+"-40.txt", m.Text(Text{Width: 40})+"\n")
		golden(t, name+"-plain.txt", m.Text(Text{Width: 80, Plain: true})+"\n")
	}
}
