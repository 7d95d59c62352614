package archive

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

var rounds = flag.Int("pandoc-rounds", 1, "how many pages of gibberish to try on pandoc")

// node is an element of a page as pandoc reads it.
type node struct {
	Type    string `json:"t"`
	Content any    `json:"c"`
}

type pandocPage struct {
	Meta   map[string]any `json:"meta"`
	Blocks []node         `json:"blocks"`
}

// readers are the kinds of Markdown a file is to open well in. Only the first
// knows front matter.
func readers() []string { return []string{"markdown", "commonmark", "gfm"} }

func pandoc(t *testing.T, reader, file string) pandocPage {
	t.Helper()
	program, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("pandoc is not here")
	}
	if reader != "markdown" {
		_, file = readFront(t, file)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-f", reader, "-t", "json")
	cmd.Stdin = strings.NewReader(file)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", reader, err, out)
	}
	if i := strings.IndexByte(string(out), '{'); i > 0 {
		out = out[i:] // warnings come first
	}
	var page pandocPage
	if err := json.Unmarshal(out, &page); err != nil {
		t.Fatalf("%s: %v: %s", reader, err, out)
	}
	return page
}

// everyNode calls f for each element within a value, with its type and content.
func everyNode(v any, f func(kind string, content any)) {
	switch v := v.(type) {
	case node:
		f(v.Type, v.Content)
		everyNode(v.Content, f)
	case map[string]any:
		if kind, ok := v["t"].(string); ok {
			f(kind, v["c"])
		}
		for _, inner := range v {
			everyNode(inner, f)
		}
	case []any:
		for _, inner := range v {
			everyNode(inner, f)
		}
	}
}

// checkPlaces reports an answer that is not wholly in its place, or HTML.
func checkPlaces(t *testing.T, reader string, texts []string) {
	t.Helper()
	marked := make([]string, len(texts))
	for i, text := range texts {
		marked[i] = text + fmt.Sprintf("\n\nmark%dkram", i)
	}
	page := pandoc(t, reader, markdown(t, answered(marked...)))
	for key := range maps.Keys(page.Meta) {
		if !slices.Contains([]string{"id", "title", "activity", "created", "updated", "minutes", "words", "tags", "communities"}, key) {
			t.Errorf("%s: an answer sets %q in the front matter", reader, key)
		}
	}
	everyNode(page.Meta["title"], func(kind string, content any) {
		if kind == "Str" && !strings.Contains("Your communities of practice", fmt.Sprint(content)) {
			t.Errorf("%s: the title is now %v", reader, content)
		}
	})
	n := -1 // which text comes
	for i, block := range page.Blocks {
		if block.Type == "Header" {
			n++
			continue
		}
		switch want := isProse(marked[n-1]); {
		case n < 1 || n > len(texts):
			t.Fatalf("%s: block %d is a %s, before or after all headings", reader, i, block.Type)
		case want && slices.Contains([]string{"Para", "Plain", "BulletList", "OrderedList"}, block.Type):
		case !want && block.Type == "BlockQuote" && page.Blocks[i-1].Type == "Header":
			checkQuote(t, reader, block, n-1, texts[n-1])
		default:
			t.Fatalf("%s: block %d is a %s, near %q", reader, i, block.Type, texts[n-1])
		}
	}
	if n != len(texts) {
		t.Errorf("%s: %d headings, want %d", reader, n, len(texts))
	}
}

func checkQuote(t *testing.T, reader string, quote node, n int, text string) {
	t.Helper()
	// A footnote nobody refers to is not shown: that is what was typed.
	found := strings.Contains(text, "[^1]: ")
	everyNode(quote, func(kind string, content any) {
		if (kind == "RawBlock" || kind == "RawInline") && fmt.Sprint(content.([]any)[0]) == "html" {
			t.Errorf("%s: HTML %v gets out of %q", reader, content, text)
		}
		found = found || strings.Contains(fmt.Sprint(content), fmt.Sprintf("mark%dkram", n))
	})
	if !found {
		t.Errorf("%s: the end of %q is not in its quote", reader, text)
	}
}

func TestAnswersKeepTheirPlaceInPandoc(t *testing.T) {
	t.Parallel()
	for _, reader := range readers() {
		t.Run(reader, func(t *testing.T) {
			t.Parallel()
			checkPlaces(t, reader, nasty())
			for round := range *rounds {
				r := rand.New(rand.NewPCG(uint64(round), 7))
				texts := make([]string, 10)
				for i := range texts {
					texts[i] = gibberish(r)
				}
				checkPlaces(t, reader, texts)
			}
		})
	}
}

// Words that look like what a link refers to are shown.
func TestWordsAreShownInPandoc(t *testing.T) {
	t.Parallel()
	for _, reader := range readers() {
		shown := ""
		for _, block := range pandoc(t, reader, markdown(t, answered("[Ana]: hello\n[Tom]: there", "# So\n\n[Ana]: again"))).Blocks {
			everyNode(block, func(kind string, content any) {
				if kind == "Str" {
					shown += fmt.Sprint(content) + " "
				}
			})
		}
		for _, word := range []string{"[Ana]: hello", "[Tom]: there", "[Ana]: again"} {
			if !strings.Contains(shown, word) {
				t.Errorf("%s: %q is not in %q", reader, word, shown)
			}
		}
	}
}

// A line that was typed is a line to every reader.
func TestLinesStayLinesInPandoc(t *testing.T) {
	t.Parallel()
	for _, reader := range readers() {
		breaks := 0
		r := answered("Roses are red,\nviolets are <blue>,\nand so on.", "Not\n- a list\n- to all", "- a\n- b\n1. c\n2. d")
		see := func(kind string, content any) {
			switch kind {
			case "LineBreak":
				breaks++
			case "SoftBreak":
				t.Errorf("%s: a line was run on", reader)
			case "BulletList":
				if list := content.([]any); len(list) != 2 {
					t.Errorf("%s: a list has %d items", reader, len(list))
				}
			}
		}
		for _, block := range pandoc(t, reader, markdown(t, r)).Blocks {
			everyNode(block, see)
		}
		if want := map[bool]int{true: 4, false: 2}[reader == "markdown"]; breaks != want {
			t.Errorf("%s: %d line breaks, want %d", reader, breaks, want)
		}
	}
}
