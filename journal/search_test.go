package journal

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// said is a query in words: "tea & (garden yard* | "a b") - rain".
func said(q Query) string {
	phrase := func(p Phrase) string {
		s := strings.Join(p.Words, "_")
		if p.Begins {
			s += "*"
		}
		return s
	}
	var all []string
	for _, group := range q.All {
		var alternatives []string
		for _, p := range group {
			alternatives = append(alternatives, phrase(p))
		}
		all = append(all, strings.Join(alternatives, "|"))
	}
	for _, p := range q.Without {
		all = append(all, "-"+phrase(p))
	}
	return strings.Join(all, " ")
}

func TestParseQuery(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"":                            "",
		"  tea\tgarden ":              "tea garden",
		`"tea garden" Café`:           "tea_garden cafe",
		`“tea garden”*`:               "tea_garden*",
		"tea or coffee or milk sugar": "tea|coffee|milk sugar",
		"a b or c d":                  "a b|c d",
		"or":                          "or",
		"or tea":                      "or tea",
		"tea or":                      "tea or",
		"tea or or milk":              "tea or or milk",
		"tea OR -milk":                "tea or -milk",
		"-milk tea":                   "tea -milk",
		`--"oat milk" tea`:            "tea -oat_milk",
		"well-being don't":            "well_being don_t",
		"gard* *":                     "gard*",
		"!!! ( ) : ^ NEAR(a b)":       "near_a b",
		`"unclosed phrase`:            "unclosed_phrase",
		`tea"garden"yard`:             "tea garden yard",
		"title:x AND NOT y":           "title_x and not y",
		"機械*":                         "機_械*",
		"-":                           "",
		`""`:                          "",
		"a or !!! or b":               "a or or b",
	} {
		if got := said(ParseQuery(typed)); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

func TestAPastedPageIsAQueryToo(t *testing.T) {
	t.Parallel()
	if n := len(ParseQuery(strings.Repeat("word ", 5000)).All); n != 100 {
		t.Errorf("%d words are looked for", n)
	}
	if n := len(ParseQuery(`"` + strings.Repeat("word ", 5000)).All[0][0].Words); n != 100 {
		t.Errorf("a phrase has %d words", n)
	}
}

// marked is a hit's snippet with what was found in brackets.
func marked(h Hit) string {
	var b strings.Builder
	end := 0
	for _, m := range h.Marks {
		fmt.Fprintf(&b, "%s[%s]", h.Snippet[end:m[0]], h.Snippet[m[0]:m[1]])
		end = m[1]
	}
	return b.String() + h.Snippet[end:]
}

func TestHit(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("one two three ", 100)
	for _, c := range []struct{ typed, text, want string }{
		{"tea", "First. We drank TEA, all of us! Then we left.", "We drank [TEA], all of us!"},
		{"tea milk", "Tea. More tea. Tea with milk? Milk.", "[Tea] with [milk]?"},
		{"cafe", "Au Café\u0301s\nau café", "au [café]"},
		{"none", "  The beginning.\nThe rest.", "The beginning."},
		{`"oat milk"`, "Milk, oat. I like oat-milk\tbest", "I like [oat-milk] best"},
		{"gard* or yard", "A gardener in a yard.", "A [gardener] in a [yard]."},
		{"械学", "我们学习。機械学習は楽しい。はい", "機[械学]習は楽しい。"},
		{"e.g", "He said e.g. this.", "He said [e.g]."},
		{"x", strings.Repeat("y", 500), strings.Repeat("y", 200) + " …"},
	} {
		got := marked(ParseQuery(c.typed).Hit(HitReflection, Found{Title: "A title", Passages: []Passage{{}, {Text: c.text}}}))
		if got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.typed, c.text, got, c.want)
		}
	}
	got := marked(ParseQuery("here").Hit(HitReflection, Found{Passages: []Passage{{Text: long + "here " + long}}}))
	if !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") || !strings.Contains(got, "three [here] one") {
		t.Errorf("a long sentence: %q", got)
	}
}

func TestHitInWhatIsPrivate(t *testing.T) {
	t.Parallel()
	f := Found{Title: "Tea", Passages: []Passage{{Text: "Open tea."}, {Text: "Closed tea with milk.", Private: true}}}
	for typed, want := range map[string]bool{"tea": false, "milk": true, "tea milk": true, "none": false} {
		if got := ParseQuery(typed).Hit(HitReflection, f); got.Private != want {
			t.Errorf("%q: private is %v", typed, got.Private)
		}
	}
	f.Private = true
	if !ParseQuery("open").Hit(HitReflection, f).Private {
		t.Error("what is private as a whole is not said to be")
	}
}

// Whatever is typed, and whatever it is looked for in, is no mistake, and marks stand in order.
func FuzzHit(f *testing.F) {
	f.Add(`tea or "oat milk" -x gard*`, "Tea.\nOat-milk! 械 "+strings.Repeat("long ", 100))
	f.Fuzz(func(t *testing.T, typed, text string) {
		q := ParseQuery(typed)
		for _, words := range q.All {
			for _, p := range words {
				if len(p.Words) == 0 {
					t.Fatalf("%q has an empty phrase", typed)
				}
			}
		}
		h := q.Hit(HitReflection, Found{Title: text, Passages: []Passage{{Text: text}}})
		if n := utf8.RuneCountInString(h.Snippet); n > longestSnippet+4 {
			t.Fatalf("%d characters: %q", n, h.Snippet)
		}
		if strings.ContainsAny(h.Snippet, "\n\r\t") {
			t.Fatalf("more than a line: %q", h.Snippet)
		}
		_ = marked(h)
		for _, m := range h.TitleMarks {
			_ = h.Title[m[0]:m[1]]
		}
	})
}
