package prompts

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"

	"kith/journal"
	"kith/journal/text"
)

//go:embed terms.toml
var termsFile string

// Term is a word that kith explains: of the field, or one of its own.
type Term struct {
	Name    string   `toml:"name"`
	Aliases []string `toml:"aliases"` // other names it goes by
	Means   string   `toml:"means"`   // three to six sentences, in kith's own words
	Example string   `toml:"example"`
	Source  string   `toml:"source"` // where the term comes from
	Near    []string `toml:"near"`   // names of others that it is near to
}

// Terms are all that there are, as they stand in terms.toml, which is read only
// when they are asked for.
func Terms() ([]Term, error) {
	var file struct {
		Term []Term `toml:"term"`
	}
	if _, err := toml.Decode(termsFile, &file); err != nil {
		return nil, fmt.Errorf("terms.toml: %w", err)
	}
	return file.Term, nil
}

// mostNamed is how many terms the help of a page names.
const mostNamed = 3

// TermsIn names the terms that stand in some words, as whole words, those of several
// words before the shorter ones in them, and not more than a few.
func TermsIn(words string) []string {
	terms, err := Terms()
	if err != nil {
		return nil // help without them is help all the same; a test reads the file
	}
	slices.SortStableFunc(terms, func(a, b Term) int { return len(b.Name) - len(a.Name) })
	rest := " " + strings.Join(strings.FieldsFunc(text.Fold(words), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }), " ") + " "
	var named []string
	for _, term := range terms {
		name := " " + term.Name + " "
		if strings.Contains(rest, name) && len(named) < mostNamed {
			named = append(named, term.Name)
			rest = strings.ReplaceAll(rest, name, " ")
		}
	}
	return named
}

// FindTerm finds a term by its name or another one, or by what only one of them
// begins with; case and accents do not matter. What fits several is a conflict that
// names them, and of what fits none the error is of kind NotFound.
func FindTerm(name string) (Term, error) {
	terms, err := Terms()
	if err != nil {
		return Term{}, err
	}
	folded := func(s string) string { return strings.ReplaceAll(text.Unaccented(s), "-", " ") }
	typed := folded(name)
	var names []string
	var begun []Term
	for _, term := range terms {
		all := append([]string{term.Name}, term.Aliases...)
		if slices.ContainsFunc(all, func(n string) bool { return folded(n) == typed }) {
			return term, nil
		}
		if typed != "" && slices.ContainsFunc(all, func(n string) bool { return strings.HasPrefix(folded(n), typed) }) {
			begun = append(begun, term)
		}
		names = append(names, all...)
	}
	switch len(begun) {
	case 0:
		e := journal.Errorf(journal.NotFound, "kith does not explain %q", text.Cut(name, 60))
		if near := text.Nearest(name, names); len(near) > 0 {
			return Term{}, e.WithHint("did you mean %s?", text.List(near, "or"))
		}
		return Term{}, e.WithHint("see what there is: kith explain")
	case 1:
		return begun[0], nil
	}
	fit := make([]string, len(begun))
	for i, term := range begun {
		fit[i] = term.Name
	}
	return Term{}, journal.Errorf(journal.Conflict, "%q fits several terms: %s", text.Cut(name, 60), text.List(fit, "and")).
		WithHint("type more of the name")
}
