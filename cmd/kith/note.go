package main

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/store"
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
	tags, err := journal.Tags(opts.tags)
	if err != nil {
		return err
	}
	r := journal.Reflection{Title: opts.title, Created: now, Updated: now, Tags: tags, Private: opts.private}
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
	d := journal.Draft{ID: a.newID(), Title: cmp.Or(r.Title, "A note"), Note: &r, Tags: r.Tags, Started: now, Updated: now, Sitting: 1}
	if len(args) == 0 {
		if err := a.canWrite(); err != nil {
			return err // before a journal is made for it
		}
		s, err := a.store(ctx)
		if err != nil {
			return err
		}
		return a.writeNote(ctx, s, d)
	}
	words, err := a.noteText(ctx, args)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // what is typed by now is kept
	var kept journal.Reflection
	err = journal.Guarded(func() error {
		s, err := a.store(ctx)
		if err == nil {
			kept, err = s.AddReflection(ctx, withWords(r, words))
		}
		return err
	})
	switch kind := journal.KindOf(err); {
	case err == nil:
		return a.sayNote(kept)
	case kind == usage || kind == journal.Invalid: // a slip in what was typed, who still has it
		return err
	}
	d.Answers = map[string]journal.Value{journal.NoteKey: journal.TextValue(words)}
	return errors.Join(err, a.rescue(err, d))
}

// withWords is a note with its words, and with a title.
func withWords(r journal.Reflection, words string) journal.Reflection {
	r.Answers = []journal.Answer{{Key: journal.NoteKey, Kind: journal.LongText, Value: journal.TextValue(words), Private: r.Private}}
	if r.Title = strings.TrimSpace(r.Title); r.Title == "" {
		r.Title = cmp.Or(journal.FirstWords(words), "A note") // of marks alone
	}
	return r
}

func (a *app) sayNote(r journal.Reflection) error {
	if a.json {
		return a.printJSON(archive.Reflection(r))
	}
	return a.say("Kept as %s: %s", r.ID.Short(), r.Title)
}

// writeNote has a note written in the editor. Meanwhile it is a draft, so that when
// kith is gone before the editor is, kith resume goes on with it.
func (a *app) writeNote(ctx context.Context, st *store.Store, d journal.Draft) (err error) {
	if err := a.canWrite(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // ctrl-c is the editor's
	hold, err := st.HoldDraft(ctx, d.ID, a.who())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hold.Close()) }()
	if d, err = a.takeEdited(ctx, hold, d); err != nil {
		return err
	}
	if err := st.SaveDraft(ctx, d); err != nil {
		return err
	}
	before := d.Answers[journal.NoteKey].Text
	editor := a.console.Editor(st.EditorDir(d.ID, journal.NoteKey))
	if editor.Name() != "" {
		if err := a.say("%s opens. Save what you write there and close it, and it is kept.", editor.Name()); err != nil {
			return err
		}
	}
	words, failed := editor.Edit(ctx, before)
	if failed != nil && words == before {
		as, err := st.Draft(ctx, string(d.ID))
		switch {
		case err != nil:
			return errors.Join(failed, err)
		case words != "" || as.Edited:
			return a.goOn(failed, d.ID)
		}
		return errors.Join(failed, hold.DropDraft(ctx))
	}
	if failed != nil { // the text came all the same
		if err := a.say("%s", failed); err != nil {
			return err
		}
	}
	d.Answers, d.Updated = map[string]journal.Value{journal.NoteKey: journal.TextValue(words)}, a.now()
	d.Note.Updated = d.Updated
	if strings.TrimSpace(words) == "" {
		return errors.Join(noWords(), hold.DropDraft(ctx))
	}
	return a.keepNote(ctx, st, d)
}

// keepNote keeps a note that is a draft, with its words. Where that fails it stays
// one, or is rescued.
func (a *app) keepNote(ctx context.Context, st *store.Store, d journal.Draft) error {
	var kept journal.Reflection
	err := journal.Guarded(func() (err error) {
		kept, err = st.Keep(ctx, journal.Outcome{Reflection: withWords(*d.Note, d.Answers[journal.NoteKey].Text), Draft: d})
		return err
	})
	if err != nil {
		if unsaved := st.SaveDraft(ctx, d); unsaved != nil {
			return errors.Join(err, a.rescue(unsaved, d))
		}
		return a.goOn(err, d.ID)
	}
	return a.sayNote(kept)
}

// canWrite refuses to open an editor where nobody sits at it.
func (a *app) canWrite() error {
	if a.console.NoInput || !a.console.InTTY() {
		return wrongUse("there is no terminal to write the note on", `give it as words, kith note "...", or from a pipe, kith note -`)
	}
	return nil
}

func noWords() error {
	return journal.Errorf(journal.Invalid, "there are no words in the note, so nothing is kept").
		WithHint(`write some: kith note "What happened today"`)
}

// noteText is the text from where it is to come: the arguments or standard input.
func (a *app) noteText(ctx context.Context, args []string) (string, error) {
	words := strings.Join(args, " ")
	if len(args) == 1 && args[0] == "-" {
		src, err := a.readFile(ctx, "the note", "-")
		if err != nil {
			return "", err
		}
		words = strings.TrimSuffix(string(src), "\n") // that is the pipe's
	}
	switch {
	case !utf8.ValidString(words):
		return "", journal.Errorf(journal.Invalid, "what came in is not text in UTF-8").
			WithHint("turn it into UTF-8 first, as in: iconv -t UTF-8 FILE | kith note -")
	case strings.TrimSpace(words) == "":
		return "", noWords()
	}
	return words, nil
}
