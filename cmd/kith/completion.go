package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/store"
)

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
			root, out := cmd.Root(), a.console.Out
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			}
			return wrongUse("kith has no completion for "+args[0], "it has: bash, zsh, fish, powershell")
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
			if strings.HasPrefix(strings.ToLower(w), strings.ToLower(begun)) {
				out = append(out, w)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeFlag has a completer propose the values of a flag.
func (a *app) completeFlag(cmd *cobra.Command, flag string, c completer) {
	if err := cmd.RegisterFlagCompletionFunc(flag, c); err != nil {
		panic(err) // the flag is not there: a slip in the code, and any test finds it
	}
}

// completeActivities proposes ids and aliases for one argument.
func (a *app) completeActivities(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
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
	})(cmd, args, begun)
}

// completeDrafts proposes drafts for one argument.
func (a *app) completeDrafts(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return a.fromJournal(1, func(ctx context.Context, s *store.Store) ([]string, error) {
		drafts, err := s.Drafts(ctx)
		var words []string
		for _, d := range drafts {
			words = append(words, described(d.ID.Short(), d.Title+", "+friendly(d.Updated, a.now())))
		}
		return words, err
	})(cmd, args, begun)
}

// completeRefs proposes the latest reflections for one argument.
func (a *app) completeRefs(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return a.fromJournal(1, func(ctx context.Context, s *store.Store) ([]string, error) {
		latest, err := s.Reflections(ctx, journal.Filter{Limit: 50})
		words := []string{described("last", "the latest reflection")}
		for _, r := range latest {
			words = append(words, described(r.ID.Short(), r.Title+", "+friendly(r.Created, a.now())))
		}
		return words, err
	})(cmd, args, begun)
}

// completeCommunities proposes communities for one argument.
func (a *app) completeCommunities(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return a.communityNames(1)(cmd, args, begun)
}

// completeListed proposes communities for one argument: those that are
// archived, or those that are not.
func (a *app) completeListed(archived bool) completer { return a.communitiesIn(1, archived) }

// communityNames proposes names and aliases, archived ones too.
func (a *app) communityNames(most int) completer { return a.communitiesIn(most, false, true) }

func (a *app) communitiesIn(most int, lists ...bool) completer {
	return a.fromJournal(most, func(ctx context.Context, s *store.Store) ([]string, error) {
		var words []string
		for _, archived := range lists {
			found, err := s.Communities(ctx, journal.CommunityFilter{Archived: archived})
			if err != nil {
				return nil, err
			}
			for _, c := range found {
				words = append(words, described(c.Name, strings.Join(c.Kinds, ", ")))
				if c.Alias != "" {
					words = append(words, described(c.Alias, c.Name))
				}
			}
		}
		return words, nil
	})
}

// tagNames proposes the tags there are.
func (a *app) tagNames() completer {
	return a.fromJournal(-1, func(ctx context.Context, s *store.Store) ([]string, error) {
		tags, err := s.Tags(ctx)
		var words []string
		for _, t := range tags {
			words = append(words, described(t.Tag, counted(t.Reflections, "reflection")+", "+counted(t.Communities, "community")))
		}
		return words, err
	})
}

// fromJournal is completing from what an existing journal holds.
func (a *app) fromJournal(most int, ask func(context.Context, *store.Store) ([]string, error)) completer {
	return completing(most, func(ctx context.Context) ([]string, error) {
		return gather(ctx, a, func(s *store.Store) ([]string, error) { return ask(ctx, s) })
	})
}

// described is a word with what it means, as shells show it.
func described(word, meaning string) string {
	return text.Line(word) + "\t" + text.Line(meaning)
}
