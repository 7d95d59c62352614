package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal/archive"
	"kith/journal/text"
	"kith/prompts"
)

func newExplain(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [TERM]",
		Short: "Say what a term means, and where it comes from",
		Long: `Say what a term of the field means, or a word of kith's own, with an example, where
it comes from and what it is near to. Without a term, list those there are.`,
		Example: "  kith explain\n  kith explain network\n  kith explain community of practice",
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: completing(1, func(context.Context) ([]string, error) {
			terms, err := prompts.Terms()
			return each(terms, func(t prompts.Term) string { return described(t.Name, gist(t)) }), err
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.explainList()
			}
			return a.explainTerm(cmd.Context(), strings.Join(args, " "))
		},
	}
}

// termJSON is a term as docs/json.md has it.
type termJSON struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
	Means   string   `json:"means"`
	Example string   `json:"example"`
	Source  string   `json:"source"`
	Near    []string `json:"near"`
}

func showTerm(t prompts.Term) termJSON {
	return termJSON{t.Name, archive.OrEmpty(t.Aliases), t.Means, t.Example, t.Source, archive.OrEmpty(t.Near)}
}

// gist is the first sentence of what a term means.
func gist(t prompts.Term) string {
	first, _, _ := strings.Cut(t.Means, ". ")
	return strings.TrimSuffix(first, ".") + "."
}

func (a *app) explainList() error {
	terms, err := prompts.Terms()
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.List(terms, showTerm))
	}
	return printRows(a.console.Table("term", "in short").Wrap(), terms, func(t prompts.Term) []string {
		return []string{t.Name, gist(t)}
	})
}

func (a *app) explainTerm(ctx context.Context, name string) error {
	term, err := prompts.FindTerm(name)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(showTerm(term))
	}
	title := text.Sentence(term.Name)
	title = strings.TrimSuffix(title, ".")
	if len(term.Aliases) > 0 {
		title += " (" + strings.Join(term.Aliases, ", ") + ")"
	}
	parts := []string{term.Means, "For example: " + term.Example, "Near to: " + strings.Join(term.Near, ", ") + ".", "Source: " + term.Source}
	shown := a.console.Style().Heading(title)
	for _, part := range parts {
		shown += "\n\n" + text.Block(part, a.readingWidth(), "")
	}
	return a.page(ctx, shown+"\n")
}
