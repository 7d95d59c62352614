package main

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
)

type noteOptions struct {
	title       string
	tags        []string
	communities []string
	date        string
	private     bool
}

func newNote(a *app) *cobra.Command {
	var opts noteOptions
	cmd := &cobra.Command{
		Use:   "note [TEXT]",
		Short: "Write a quick reflection",
		Long: `Write a quick reflection: from the words after it, from standard input with -,
else in your editor.`,
		Example: `  kith note "Someone new asked the first question today."
  kith note "A good argument about tests" --tag work --date yesterday
  echo "From a pipe" | kith note -`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return a.note(cmd.Context(), args, opts) },
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.title, "title", "", "its `TITLE`; else its first words")
	flags.StringArrayVar(&opts.tags, "tag", nil, "give it a `TAG`")
	flags.StringArrayVar(&opts.communities, "community", nil, "the community it is about, by `NAME`")
	flags.StringVar(&opts.date, "date", "", "the `DATE` it is to carry")
	flags.BoolVar(&opts.private, "private", false, "keep it out of anything made for other people")
	a.completeFlag(cmd, "community", a.communityNames(-1))
	a.completeFlag(cmd, "tag", a.tagNames(-1))
	a.completeDates(cmd, "date")
	return cmd
}

func (a *app) note(ctx context.Context, args []string, opts noteOptions) error {
	// What is wrong with the flags is said before anybody types.
	now := a.now()
	r := journal.Reflection{Title: opts.title, Created: now, Updated: now, Tags: opts.tags, Private: opts.private}
	if opts.date != "" {
		date, err := a.onDate(opts.date)
		if err != nil {
			return err
		}
		r.Created = date
	}
	for _, name := range opts.communities {
		c, err := a.community(ctx, name)
		if err != nil {
			return err
		}
		r.Communities = append(r.Communities, c.Ref())
	}
	words, err := a.noteText(ctx, args)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // what is typed by now is kept
	err = journal.Guarded(func() error {
		r.Answers = []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(words), Private: opts.private}}
		if r.Title == "" {
			r.Title = firstWords(words)
		}
		s, err := a.store(ctx)
		if err == nil {
			r, err = s.AddReflection(ctx, r)
		}
		return err
	})
	if err != nil {
		return errors.Join(err, a.rescue(words, "note", ".md", "kith note - < "))
	}
	if a.json {
		return a.printJSON(archive.Reflection(r))
	}
	return a.say("Kept as %s: %s", r.ID.Short(), r.Title)
}

// noteText is the text from where it is to come: the arguments, standard input
// or the editor.
func (a *app) noteText(ctx context.Context, args []string) (string, error) {
	words := strings.Join(args, " ")
	switch {
	case len(args) == 1 && args[0] == "-":
		src, err := a.readFile("the note", "-")
		if err != nil {
			return "", err
		}
		if !utf8.Valid(src) {
			return "", journal.Errorf(journal.Invalid, "what came in is not text in UTF-8").
				WithHint("turn it into UTF-8 first, as in: iconv -t UTF-8 FILE | kith note -")
		}
		words = strings.TrimSuffix(string(src), "\n") // that is the pipe's
	case len(args) == 0 && (a.console.NoInput || !a.console.InTTY()):
		return "", wrongUse("there is no terminal to write the note on", `give it as words, kith note "...", or from a pipe, kith note -`)
	case len(args) == 0:
		var err error
		words, err = a.console.Editor("").Edit(ctx, "")
		if err != nil && words != "" {
			err = a.say("%s", err) // the text came all the same
		}
		if err != nil {
			return "", err
		}
	}
	if strings.TrimSpace(words) == "" {
		return "", journal.Errorf(journal.Invalid, "there are no words in the note, so nothing is kept").
			WithHint(`write some: kith note "What happened today"`)
	}
	return words, nil
}

// firstWords make the title of a note that has none: its first line, cut to
// about sixty characters at a space.
func firstWords(s string) string {
	const most = 60
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	line = strings.TrimSpace(strings.TrimLeft(text.Line(line), "#>-* "))
	runes := []rune(line)
	if len(runes) <= most {
		return line
	}
	head := string(runes[:most])
	if i := strings.LastIndexByte(head, ' '); i > most/2 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,.;:") + "..."
}
