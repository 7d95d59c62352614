package prompts

import (
	"os"
	"strings"
	"testing"
)

// Every example of the documentation works as it is printed.
func TestTheDocumentationIsTrue(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/activities.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```toml\n")[1:]
	if len(blocks) < 6 {
		t.Fatalf("%d examples", len(blocks))
	}
	for _, block := range blocks {
		src, _, _ := strings.Cut(block, "```")
		switch {
		case strings.HasPrefix(src, "schema"):
			_, err = Parse("docs", []byte(src))
		case strings.HasPrefix(src, "[[step]]"):
			_, err = Parse("docs", []byte(head+src))
		default:
			_, err = tryFill(builtin(t, "your-communities"), env(), src)
		}
		if err != nil {
			t.Errorf("%v\n%s", err, src)
		}
	}
}
