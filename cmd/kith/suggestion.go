package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newSuggestion(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "suggestion",
		Short: "What is worth trying, and what came of it",
	}, reads(a, newSuggestionList(a)), reads(a, newSuggestionShow(a)),
		newSuggestionAdd(a), newSuggestionDone(a), newSuggestionLater(a), newSuggestionDrop(a), newSuggestionOpen(a))
}

type suggestionListOptions struct {
	state     string
	community string
	due       string
}

func newSuggestionList(a *app) *cobra.Command {
	var opts suggestionListOptions
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the suggestions that are open",
		Long: `List the suggestions that are open, those to be tried by a day first. Each has a
number, its place among them just now, which names it: kith suggestion done 2.`,
		Example: "  kith suggestion list\n  kith suggestion list --due tomorrow\n  kith suggestion list --state all --json",
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.suggestionList(cmd.Context(), opts) },
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.state, "state", "open", "those that are open, done or dropped, or all")
	flags.StringVar(&opts.community, "community", "", "those for a community, by `NAME`")
	flags.StringVar(&opts.due, "due", "", "those to be tried by a `DATE`")
	a.completeWords(cmd, "state", suggestionStates()...)
	a.completeFlag(cmd, "community", a.communityNames(-1))
	return cmd
}

func suggestionStates() []string { return []string{"open", "done", "dropped", "all"} }

func (a *app) suggestionList(ctx context.Context, opts suggestionListOptions) error {
	f := journal.SuggestionFilter{State: journal.SuggestionState(opts.state)}
	if !slices.Contains(suggestionStates(), opts.state) {
		return wrongUse("--state cannot be "+opts.state, "choose from: open, done, dropped, all")
	}
	if opts.due != "" {
		due, err := journal.ParseDue(opts.due, a.now())
		if err != nil {
			return err
		}
		f.DueBy = due.End(a.now().Location()).Add(-1)
	}
	if opts.community != "" {
		c, err := a.community(ctx, opts.community)
		if err != nil {
			return err
		}
		f.Community = c.ID
	}
	numbers := map[journal.ID]string{}
	found, err := query(ctx, a, func(s *store.Store, ctx context.Context) ([]journal.Suggestion, error) {
		open, err := s.Suggestions(ctx, journal.SuggestionFilter{})
		if err != nil {
			return nil, err
		}
		for i, sg := range open {
			numbers[sg.ID] = strconv.Itoa(i + 1)
		}
		return s.Suggestions(ctx, f)
	})
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.List(found, archive.Suggestion))
	case len(found) == 0 && (opts != suggestionListOptions{state: "open"}):
		return a.say("No suggestion fits. See them all: kith suggestion list --state all")
	case len(found) == 0:
		return a.say(`There are no suggestions to try. Activities leave some, and so does: kith suggestion add "Open with a question"`)
	}
	t := a.console.Table("no", "id", "try by", "from", "community", "state", "suggestion").Words("suggestion")
	return printRows(t, found, func(sg journal.Suggestion) []string {
		id, by, name, state := sg.ID.Short(), string(sg.TryBy), "", string(archive.Suggestion(sg).State)
		if sg.Community != nil {
			name = sg.Community.Name
		}
		if a.console.OutTTY() {
			by = unbroken(sg.TryBy.Words())
			if opts.state != string(journal.SuggestionAll) {
				state = "" // it is the same for all
			}
		}
		if a.narrow() {
			return []string{numbers[sg.ID], id, "", "", "", state, sg.Line()}
		}
		return []string{numbers[sg.ID], id, by, sg.FromRole, name, state, sg.Text}
	})
}

func newSuggestionShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "show REF",
		Short:             "Show a suggestion whole, and what came of it",
		Example:           "  kith suggestion show 4f9k2m7q",
		Args:              takes(1, 1),
		ValidArgsFunction: a.suggestionNames(),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.suggestionShow(cmd.Context(), args[0]) },
	}
}

func (a *app) suggestionShow(ctx context.Context, ref string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	sg, err := s.Suggestion(ctx, ref)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.Suggestion(sg))
	}
	style, width := a.console.Style(), a.readingWidth()
	var b strings.Builder
	b.WriteString(style.Bold(text.Block(text.Visible(sg.Text), width, "")) + "\n")
	facts := append(sg.Facts(), journal.Fact{Name: "made", Words: journal.Moment(sg.Created, a.now())})
	if sg.Reflection != "" {
		facts = append(facts, journal.Fact{Name: "in", Words: "kith show " + sg.Reflection.Short()})
	}
	if sg.Contribution != nil {
		facts = append(facts, journal.Fact{Name: "page", Words: sg.Contribution.Title + ": kith contribution show " + sg.Contribution.ID.Short()})
	}
	state := string(archive.Suggestion(sg).State)
	if !sg.Closed.IsZero() {
		state += ", " + journal.Moment(sg.Closed, a.now())
	}
	if sg.Helped != nil {
		state += ", " + sg.Came()
	}
	facts = append(facts, journal.Fact{Name: "state", Words: state})
	if sg.Note != "" {
		facts = append(facts, journal.Fact{Name: "note", Words: sg.Note})
	}
	for _, f := range facts {
		name, words := fact(f.Name, f.Words, 9, width)
		b.WriteString(style.Dim(name) + words + "\n")
	}
	return a.page(ctx, b.String())
}
