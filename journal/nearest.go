package journal

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearest picks the words somebody may have meant by word, for "did you mean":
// at most three, the nearest first. Near are those that hold it, and those that
// few slips of the finger away; all are compared by Fold.
func Nearest(word string, among []string) []string {
	type near struct {
		word     string
		distance int
	}
	meant := Fold(word)
	reach := max(1, utf8.RuneCountInString(meant)/3)
	var found []near
	for _, w := range among {
		folded := Fold(w)
		d := distance(meant, folded)
		holds := utf8.RuneCountInString(meant) >= 3 && strings.Contains(folded, meant)
		if (d <= reach || holds) && meant != "" {
			found = append(found, near{w, d})
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
