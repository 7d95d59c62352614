package text

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// List joins words as a sentence does: "a, b and c". and is what stands before
// the last, most often "and" or "or".
func List[T ~string](words []T, and string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i > 0 && i == len(words)-1:
			b.WriteString(" " + and + " ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}

// Count is a number with its noun: "1 answer", "2 days", "3 communities".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok && !strings.HasSuffix(stem, "a") {
		noun = stem + "ie" // communities, activities, replies
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Sentence begins with a capital and ends with a full stop, unless it ends with
// a mark of its own.
func Sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	s = string(unicode.ToUpper(first)) + s[size:]
	if strings.ContainsRune(".!?", rune(s[len(s)-1])) {
		return s
	}
	return s + "."
}

// Has reports whether a word is among some, compared by Fold.
func Has(words []string, word string) bool {
	folded := Fold(word)
	return slices.ContainsFunc(words, func(w string) bool { return Fold(w) == folded })
}

// Union is the words of a, then those of b that are not there yet, each once,
// compared by Fold.
func Union(a, b []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range slices.Concat(a, b) {
		if folded := Fold(w); !seen[folded] {
			seen[folded] = true
			out = append(out, w)
		}
	}
	return out
}

// Without is the words of a that are not among b, compared by Fold.
func Without(a, b []string) []string {
	gone := map[string]bool{}
	for _, w := range b {
		gone[Fold(w)] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(w string) bool { return gone[Fold(w)] })
}

// longestWord bounds what is looked for and among, in bytes: words come from
// anybody's files, and finding what is near a very long one takes very long.
const longestWord = 200

// Nearest picks the words somebody may have meant by word, for "did you mean":
// at most three, the nearest first. Near are those that hold it, and those that are
// few slips of the finger away; all are compared by Fold, and without accents.
func Nearest[T ~string](word string, among []T) []string {
	type near struct {
		word     string
		distance int
	}
	meant := withoutAccents(Fold(word))
	if meant == "" || len(meant) > longestWord {
		return nil
	}
	reach := max(1, utf8.RuneCountInString(meant)/3)
	var found []near
	for _, w := range among {
		if len(w) > longestWord {
			continue
		}
		folded := withoutAccents(Fold(string(w)))
		d := distance(meant, folded)
		holds := utf8.RuneCountInString(meant) >= 3 && strings.Contains(folded, meant)
		if d <= reach || holds {
			found = append(found, near{string(w), d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.word, b.word))
	})
	var words []string
	for _, n := range found[:min(3, len(found))] {
		words = append(words, n.word)
	}
	return words
}

// distance counts the characters to add, drop or change, and the neighbours to
// swap, that make a of b (optimal string alignment).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	before := make([]int, len(to)+1)
	above := make([]int, len(to)+1)
	for j := range above {
		above[j] = j
	}
	for i, r := range from {
		row := make([]int, len(to)+1)
		row[0] = i + 1
		for j, s := range to {
			change := above[j]
			if r != s {
				change++
			}
			row[j+1] = min(change, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && r == to[j-1] && from[i-1] == s {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above = above, row
	}
	return above[len(to)]
}
