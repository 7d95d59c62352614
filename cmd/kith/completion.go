package main

import (
	"context"
	"embed"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/store"
)

// completionScripts are those for the shells that a test can drive.
//
//go:embed completion/kith.*
var completionScripts embed.FS

func newCompletion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print the script that completes commands in your shell",
		Long: `Print the script that completes commands in your shell, with the activities,
communities, tags and drafts there are. Put its output where your shell looks,
or load it at each start:

  bash        source <(kith completion bash)             in ~/.bashrc
  zsh         source <(kith completion zsh)              in ~/.zshrc
  fish        kith completion fish | source              in config.fish
  powershell  kith completion powershell | Out-String | Invoke-Expression`,
		Example:   "  kith completion bash",
		Args:      takes(1, 1),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch args[0] {
			case "bash", "zsh", "fish":
				// Not those of cobra, which evaluate what stands on the line.
				script, err := completionScripts.ReadFile("completion/kith." + args[0])
				if err != nil {
					return err
				}
				return a.print(string(script))
			case "powershell":
				return cmd.Root().GenPowerShellCompletionWithDesc(a.console.Out)
			}
			return wrongUse("kith has no completion for "+args[0], "choose from: bash, zsh, fish, powershell")
		},
	}
}

// completer proposes words for the shell to complete.
type completer = func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective)

// completing makes a completer of a function that lists words with what they
// mean, for the first so many arguments (any number where most is negative).
// Trouble proposes nothing: the person is in the middle of typing.
func completing(most int, list func(ctx context.Context) ([]string, error)) completer {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if most >= 0 && len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		words, err := list(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var out []string
		for _, w := range words {
			// A name that begins with a dash would be a flag.
			if !strings.HasPrefix(w, "-") && strings.HasPrefix(strings.ToLower(w), strings.ToLower(begun)) {
				out = append(out, w)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}

// completingThings is completing with what a journal that is there holds; word is
// how one of its things is proposed.
func completingThings[T any](a *app, most int, ask func(*store.Store, context.Context) ([]T, error), word func(T) string) completer {
	return completing(most, func(ctx context.Context) ([]string, error) {
		a.readOnly = true
		found, err := query(ctx, a, ask)
		return each(found, word), err
	})
}

// described is a word with what it means, as shells show it.
func described(word, meaning string) string {
	return text.Line(word) + "\t" + text.Line(meaning)
}

// completeFlag has a completer propose the values of a flag.
func (a *app) completeFlag(cmd *cobra.Command, flag string, c completer) {
	if err := cmd.RegisterFlagCompletionFunc(flag, c); err != nil {
		panic(err) // the flag is not there: a slip in the code, and any test finds it
	}
}

// completeWords has some words proposed as the values of a flag.
func (a *app) completeWords(cmd *cobra.Command, flag string, words ...string) {
	a.completeFlag(cmd, flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completeDates proposes days, as they may be typed, as the value of a flag.
func (a *app) completeDates(cmd *cobra.Command, flag string) {
	a.completeFlag(cmd, flag, completing(-1, func(context.Context) ([]string, error) {
		now := a.now()
		return []string{
			"today", "yesterday", "last monday", "1 week ago", "1 month ago",
			now.Format("2006"), now.Format("2006-01"), now.Format(time.DateOnly),
		}, nil
	}))
}

// thenTags proposes what the first argument may be, and tags for those after it.
func (a *app) thenTags(first completer) completer {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return first(cmd, args, begun)
		}
		return a.tagNames(-1)(cmd, args, begun)
	}
}

// activityNames proposes ids and aliases for one argument.
func (a *app) activityNames() completer {
	return completing(1, func(context.Context) ([]string, error) {
		lib, err := a.library()
		if err != nil {
			return nil, err
		}
		var words []string
		for _, e := range lib.Activities() {
			for _, name := range append([]string{e.ID}, e.Aliases...) {
				words = append(words, described(name, e.Title))
			}
		}
		return words, nil
	})
}

// draftNames proposes drafts for one argument.
func (a *app) draftNames() completer {
	return completingThings(a, 1, (*store.Store).Drafts, func(d journal.Draft) string {
		return described(d.ID.Short(), d.Title+", "+journal.Moment(d.Updated, a.now()))
	})
}

// reflectionNames proposes the latest reflections for one argument.
func (a *app) reflectionNames() completer {
	return completing(1, func(ctx context.Context) ([]string, error) {
		a.readOnly = true
		latest, err := query(ctx, a, func(s *store.Store, ctx context.Context) ([]journal.Reflection, error) {
			return s.Reflections(ctx, journal.Filter{Limit: 50})
		})
		words := []string{described("last", "the latest reflection")}
		for _, r := range latest {
			words = append(words, described(r.ID.Short(), r.Title+", "+journal.Moment(r.Created, a.now())))
		}
		return words, err
	})
}

// communityNames proposes names and aliases for so many arguments: of the archived
// communities, of those that are not, or of all where it is not said.
func (a *app) communityNames(most int, archived ...bool) completer {
	return completing(most, func(ctx context.Context) ([]string, error) {
		a.readOnly = true
		found, err := query(ctx, a, func(s *store.Store, ctx context.Context) ([]journal.Community, error) { return allCommunities(ctx, s) })
		var words []string
		for _, c := range found {
			if len(archived) > 0 && c.Archived.IsZero() == archived[0] {
				continue
			}
			words = append(words, described(c.Name, strings.Join(c.Kinds, ", ")))
			if c.Alias != "" {
				words = append(words, described(c.Alias, c.Name))
			}
		}
		return words, err
	})
}

// tagNames proposes the tags there are.
func (a *app) tagNames(most int) completer {
	return completingThings(a, most, (*store.Store).Tags, func(t journal.TagCount) string {
		return described(t.Tag, text.Count(t.Reflections, "reflection")+", "+text.Count(t.Communities, "community"))
	})
}

// measureNames proposes what was observed so far.
func (a *app) measureNames() completer {
	return completingThings(a, -1, (*store.Store).Measures, text.Line)
}

// trashNames proposes what is in the trash for one argument.
func (a *app) trashNames() completer {
	return completingThings(a, 1, (*store.Store).Trash, func(thing journal.Trashed) string {
		return described(thing.Name, thing.Kind+", "+journal.Moment(thing.At, a.now()))
	})
}

// suggestionNames proposes the open suggestions for one argument.
func (a *app) suggestionNames() completer {
	ask := func(s *store.Store, ctx context.Context) ([]journal.Suggestion, error) {
		return s.Suggestions(ctx, journal.SuggestionFilter{Limit: 50})
	}
	return completingThings(a, 1, ask, func(sg journal.Suggestion) string { return described(sg.ID.Short(), text.Cut(sg.Text, 60)) })
}

// shareNames proposes what was made for other people for one argument.
func (a *app) shareNames() completer {
	ask := func(s *store.Store, ctx context.Context) ([]journal.Share, error) { return s.Shares(ctx, "") }
	return completingThings(a, 1, ask, func(sh journal.Share) string { return described(sh.ID.Short(), sh.Title+", "+sh.Where()) })
}

// contributionNames proposes the latest contributions for so many arguments.
func (a *app) contributionNames(most int) completer {
	ask := func(s *store.Store, ctx context.Context) ([]journal.Contribution, error) {
		return s.Contributions(ctx, journal.ContributionFilter{Limit: 50})
	}
	return completingThings(a, most, ask, func(c journal.Contribution) string { return described(c.ID.Short(), c.Line()) })
}

// circleNames proposes the circles the person is in, for so many arguments.
func (a *app) circleNames(most int) completer {
	return completingThings(a, most, (*store.Store).Circles, func(c journal.Circle) string { return described(c.Name, c.Place) })
}
