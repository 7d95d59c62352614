package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

type searchOptions struct {
	filterOptions
	best   bool
	others bool
}

func newSearch(a *app) *cobra.Command {
	var opts searchOptions
	cmd := &cobra.Command{
		Use:   "search WORDS",
		Short: "Find words in your reflections, communities and suggestions",
		Long: `Find words in your reflections, communities and suggestions, the newest first,
each with the sentence it was found in. Case and accents make no difference.

  tea garden         both words, anywhere
  '"tea garden"'     one behind the other
  tea or coffee      one of the two
  tea -coffee        without the second
  'gard*'            words that begin so

Your private answers are found too, and marked; drafts and the trash are not looked
through. The flags that pick reflections pick communities and suggestions as well,
where these have what is asked for.`,
		Example: `  kith search belonging
  kith search '"one of us"' --since "last month"
  kith search tea or coffee -milk --best
  kith search 'welcom*' --others --json`,
		Args: takes(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.search(cmd.Context(), strings.Join(args, " "), opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	opts.bind(a, cmd, 20)
	cmd.Flags().BoolVar(&opts.best, "best", false, "what fits best first")
	cmd.Flags().BoolVar(&opts.others, "others", false, "in other people's pages, too")
	return cmd
}

// wordsLeftOut lets the words after kith search begin with a dash: a short flag that
// is none of kith's is a word to leave out. A space before it keeps it from being
// read as a flag.
func wordsLeftOut(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil || cmd.Name() != "search" {
		return args
	}
	out := make([]string, 0, len(args))
	for i, arg := range args {
		before := ""
		if i > 0 {
			before = strings.TrimLeft(args[i-1], "-")
		}
		flag := cmd.Flags().Lookup(before)
		if flag == nil {
			flag = root.PersistentFlags().Lookup(before)
		}
		value := i > 0 && strings.HasPrefix(args[i-1], "--") && flag != nil && flag.NoOptDefVal == ""
		short := len(arg) == 2 && root.PersistentFlags().ShorthandLookup(arg[1:]) != nil
		if arg == "--" && !value {
			return append(out, args[i:]...)
		}
		if len(arg) > 1 && arg[0] == '-' && arg[1] != '-' && !short && !value {
			arg = " " + arg
		}
		out = append(out, arg)
	}
	return out
}

func (a *app) search(ctx context.Context, words string, opts searchOptions) error {
	if opts.best && opts.reverse {
		return wrongUse("--best does not go with --reverse", "take one of them away")
	}
	search := journal.Search{Query: journal.ParseQuery(words), Best: opts.best, Others: opts.others}
	var err error
	if search.Filter, err = a.filter(ctx, opts.filterOptions); err != nil {
		return err
	}
	if search.Filter.Limit > 0 {
		search.Filter.Limit++ // one more tells whether there are more
	}
	found, err := query(ctx, a, func(s *store.Store, ctx context.Context) (iter.Seq2[journal.Hit, error], error) {
		return s.Search(ctx, search), nil
	})
	if err != nil {
		return err
	}
	var shown listCount
	found = upTo(opts.limit, found, &shown)
	switch {
	case a.json:
		return archive.WriteArray(a.console.Out, found, archive.Hit)
	case a.console.OutTTY():
		err = a.drawHits(found)
	default:
		err = a.listHits(found)
	}
	switch {
	case err != nil:
		return err
	case shown.more:
		return a.say("These are the first %d. Add --limit 0 for the others.", shown.n)
	case shown.n > 0:
		return nil
	case search.Query.Empty():
		return a.say("There is no word to look for in what you typed.")
	case opts.narrows():
		return a.say("Nothing that fits is found. Look through all of it by the words alone.")
	case strings.Contains(words, "*"):
		return a.say("Nothing is found.")
	}
	return a.say("Nothing is found. The beginning of a word is enough with a star behind it: kith search 'gard*'")
}

// listHits writes a line for each, for programs.
func (a *app) listHits(found iter.Seq2[journal.Hit, error]) error {
	t := a.console.Table("id", "kind", "written", "title", "snippet", "private")
	for hit, err := range found {
		if err != nil {
			return errors.Join(t.Flush(), err)
		}
		private := ""
		if hit.Private {
			private = "private"
		}
		if err := t.Row(hit.ID.Short(), hit.Kind, a.when(hit.Created), hit.Title, hit.Snippet, private); err != nil {
			return err
		}
	}
	return t.Flush()
}

// drawHits draws each for eyes: what it is called, and below it the sentence, where
// that says more.
func (a *app) drawHits(found iter.Seq2[journal.Hit, error]) error {
	style, width := a.console.Style(), a.readingWidth()
	for hit, err := range found {
		if err != nil {
			return err
		}
		facts := []string{journal.Moment(hit.Created, a.now())}
		switch hit.Kind {
		case journal.HitReflection:
		case journal.HitCommunity:
			facts[0] = hit.Kind
		default:
			facts = append([]string{hit.Kind}, facts...)
		}
		if hit.Private {
			facts = append(facts, "private")
		}
		lines := a.drawMarked(hit.Title, hit.TitleMarks, width, "")
		about := fmt.Sprintf("%s (%s)", hit.ID.Short(), strings.Join(facts, ", "))
		if last := lines[strings.LastIndex(lines, "\n")+1:]; text.Width(last)+2+text.Width(about) <= width {
			lines += "  " + style.Dim(about)
		} else {
			lines += "\n" + style.Dim(about)
		}
		if !strings.HasPrefix(text.Fold(hit.Title), text.Fold(hit.Snippet)) {
			lines += "\n" + a.drawMarked(hit.Snippet, hit.Marks, width, "    ")
		}
		if err := a.print(lines + "\n"); err != nil {
			return err
		}
	}
	return nil
}

// drawMarked is a line wrapped for the terminal, with what stands at the marks bold.
// Wrapping knows no style, so that comes after it: wrapped, a line has the same letters
// in the same order, and other spaces.
func (a *app) drawMarked(line string, marks [][2]int, width int, margin string) string {
	var bold []bool // of each byte that is no space
	var plain strings.Builder
	end := 0
	add := func(part string, on bool) {
		part = text.Line(part)
		plain.WriteString(part)
		for i := range len(part) {
			if part[i] != ' ' {
				bold = append(bold, on)
			}
		}
	}
	for _, m := range marks {
		add(line[end:m[0]], false)
		add(line[m[0]:m[1]], true)
		end = m[1]
	}
	add(line[end:], false)

	var out, run strings.Builder
	on, at := false, 0
	flush := func() {
		if on {
			out.WriteString(a.console.Style().Bold(run.String()))
		} else {
			out.WriteString(run.String())
		}
		run.Reset()
	}
	block := text.Block(plain.String(), width, margin)
	for i := range len(block) {
		if c := block[i]; c != ' ' && c != '\n' {
			if at < len(bold) && bold[at] != on {
				flush()
				on = !on
			}
			at++
		}
		run.WriteByte(block[i])
	}
	flush()
	return out.String()
}
