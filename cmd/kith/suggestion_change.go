package main

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/prompts"
)

func newSuggestionAdd(a *app) *cobra.Command {
	var community, by, page string
	var sg journal.Suggestion
	cmd := &cobra.Command{
		Use:   "add TEXT",
		Short: "Keep something worth trying; - reads it from standard input",
		Long: `Keep something worth trying; - reads it from standard input. One from a page that you
read keeps which it was, and whose, with --contribution.`,
		Example: "  kith suggestion add \"Open with a question\" --from \"a new lecturer\" --by \"next friday\"\n  kith suggestion add \"Ask who is missing\" --contribution 6r3t8w1z",
		Args:    takes(1, -1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			if sg.Text, err = a.noteText(ctx, args); err != nil {
				return err
			}
			if community != "" {
				c, err := a.community(ctx, community)
				if err != nil {
					return err
				}
				ref := c.Ref()
				sg.Community = &ref
			}
			if page != "" {
				s, err := a.existingStore(ctx)
				if err != nil {
					return err
				}
				c, err := s.Contribution(ctx, page)
				if err != nil {
					return err
				}
				ref := c.Ref()
				sg.Contribution, sg.FromRole = &ref, cmp.Or(sg.FromRole, c.By)
			}
			sg.ID, sg.Created, sg.TryBy = a.newID(), a.now(), journal.Date(by)
			if sg, err = prompts.SuggestionsOf(prompts.Step{}).Check(sg, a.now()); err != nil {
				return err
			}
			s, err := a.store(ctx)
			if err != nil {
				return err
			}
			if sg, err = s.AddSuggestion(ctx, sg); err != nil {
				return err
			}
			return a.saySuggestion(sg, "Kept as "+sg.ID.Short()+": "+text.Line(sg.Line()))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&sg.FromRole, "from", "", "whom it is from: a `ROLE`, such as \"a new lecturer\"")
	flags.StringVar(&community, "community", "", "the community it is for, by `NAME`")
	flags.StringVar(&sg.Element, "element", "", "the side it would help: domain, community or practice")
	flags.StringVar(&by, "by", "", "a `DATE` to try it by")
	flags.StringVar(&page, "contribution", "", "the page it is from, by a part of its id: `REF`")
	a.completeFlag(cmd, "community", a.communityNames(-1))
	a.completeWords(cmd, "element", journal.Elements()...)
	a.completeFlag(cmd, "contribution", a.contributionNames(-1))
	return cmd
}

func newSuggestionDone(a *app) *cobra.Command {
	var helped, no, thank bool
	var note, date string
	cmd := &cobra.Command{
		Use:   "done REF",
		Short: "Say that you have tried a suggestion, and what came of it",
		Long: `Say that you have tried a suggestion, and what came of it. --thank prints a few
words to send to whom it came from, with your note in them; kith sends nothing. To a
page in a circle they go with: kith circle reply PAGE -`,
		Example: "  kith suggestion done 2 --helped --note \"They talked for ten minutes.\" --thank",
		Args:    takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if helped && no {
				return wrongUse("--helped and --no-help cannot both be", "give one of them, or neither")
			}
			at, err := a.onDate(cmp.Or(date, "today"))
			if err != nil {
				return err
			}
			sg, err := a.changeSuggestion(cmd.Context(), args[0], func(sg *journal.Suggestion) {
				sg.State, sg.Closed, sg.Note, sg.Helped = journal.SuggestionDone, at, note, nil
				if helped || no {
					sg.Helped = &helped
				}
			})
			if err != nil {
				return err
			}
			if thank && !a.json {
				if err := a.print(thanks(sg) + "\n"); err != nil {
					return err
				}
			}
			return a.saySuggestion(sg, "Done: "+text.Line(sg.Text)+". Open again: kith suggestion open "+sg.ID.Short())
		},
		ValidArgsFunction: a.suggestionNames(),
	}
	flags := cmd.Flags()
	flags.BoolVar(&helped, "helped", false, "it helped")
	flags.BoolVar(&no, "no-help", false, "it did not help")
	flags.StringVar(&note, "note", "", "what came of it: some `WORDS`")
	flags.BoolVar(&thank, "thank", false, "print a thank-you to send back")
	flags.StringVar(&date, "date", "", "the `DATE` on which you tried it, where that is not today")
	a.completeDates(cmd, "date")
	return cmd
}

// thanks are a few words to send back, of nothing but what the suggestion and the
// note say.
func thanks(sg journal.Suggestion) string {
	came := ""
	if sg.Helped != nil {
		came = map[bool]string{true: ", and it helped", false: ", and this time it did not help"}[*sg.Helped]
	}
	said := fmt.Sprintf("Thank you for the idea: %s I have tried it%s.", text.Sentence(text.Line(sg.Text)), came)
	if note := text.Line(sg.Note); note != "" {
		said += " " + text.Sentence(note)
	}
	return said
}

func newSuggestionDrop(a *app) *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use:     "drop REF",
		Short:   "Let go of a suggestion",
		Example: "  kith suggestion drop 2",
		Args:    takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			sg, err := a.changeSuggestion(cmd.Context(), args[0], func(sg *journal.Suggestion) {
				sg.State, sg.Closed, sg.Note, sg.Helped = journal.SuggestionDropped, a.now(), note, nil
			})
			if err != nil {
				return err
			}
			return a.saySuggestion(sg, "Dropped: "+text.Line(sg.Text)+". Open again: kith suggestion open "+sg.ID.Short())
		},
		ValidArgsFunction: a.suggestionNames(),
	}
	cmd.Flags().StringVar(&note, "note", "", "why: some `WORDS`")
	return cmd
}

func newSuggestionLater(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "later REF DAY",
		Short:   "Try a suggestion by another day",
		Example: "  kith suggestion later 2 \"in 2 weeks\"",
		Args:    takes(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := journal.ParseDue(args[1], a.now())
			if err != nil {
				return err
			}
			sg, err := a.changeSuggestion(cmd.Context(), args[0], func(sg *journal.Suggestion) { sg.TryBy = day })
			if err != nil {
				return err
			}
			return a.saySuggestion(sg, fmt.Sprintf("%s: by %s.", text.Line(sg.Text), sg.TryBy.Words()))
		},
		ValidArgsFunction: a.suggestionNames(),
	}
}

func newSuggestionOpen(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "open REF",
		Short:   "Take back that a suggestion was done or dropped",
		Example: "  kith suggestion open 4f9k2m7q",
		Args:    takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			sg, err := a.changeSuggestion(cmd.Context(), args[0], func(sg *journal.Suggestion) {
				sg.State, sg.Helped = journal.SuggestionOpen, nil
				sg.Closed = time.Time{}
			})
			if err != nil {
				return err
			}
			return a.saySuggestion(sg, "Open again: "+text.Line(sg.Line()))
		},
		ValidArgsFunction: a.suggestionNames(),
	}
}

func (a *app) changeSuggestion(ctx context.Context, ref string, change func(*journal.Suggestion)) (journal.Suggestion, error) {
	s, err := a.existingStore(ctx)
	if err != nil {
		return journal.Suggestion{}, err
	}
	return s.ChangeSuggestion(ctx, ref, change)
}

// saySuggestion says what was done with one or, with --json, shows it.
func (a *app) saySuggestion(sg journal.Suggestion, said string) error {
	if a.json {
		return a.printJSON(archive.Suggestion(sg))
	}
	return a.say("%s", said)
}
