package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/atotto/clipboard"
	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
)

type shareOptions struct {
	ref    string
	lead   string
	only   []string
	as     string
	asText bool
	copy   bool
	out    string
	to     string
}

func newShare(a *app) *cobra.Command {
	var opts shareOptions
	cmd := &cobra.Command{
		Use:   "share [REF]",
		Short: "Make a page of a reflection for other people",
		Long: `Make a page of a reflection for other people: the latest unless you name another.

You choose which answers go, see the page whole with what to look at before it
leaves, and only then say yes. Private answers are never among them, and
communities go by their aliases, or by "community A" and so on. kith sends nothing:
the page is written to a file, copied or printed, and you post it. Only to a circle
(kith circle) does it go by itself, with --to.

In a pipe or with --yes nothing is asked: all that may leave goes, or what --only
names, and what to look at is said on standard error. To a circle --yes is needed.`,
		Example: `  kith share
  kith share last --text --yes
  kith share 4f9k2m7q --only value_overall --as "a new lecturer" --out post.md`,
		Args:              takes(0, 1),
		ValidArgsFunction: a.reflectionNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.ref = append(args, "last")[0]
			return a.share(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.lead, "lead", "", "the `KEY` of the answer that comes first, without its question")
	flags.StringArrayVar(&opts.only, "only", nil, "only the answer of this `KEY`; may be given again")
	flags.StringVar(&opts.as, "as", "", "who it is by: a `ROLE` or a pen name, or as kith config role says")
	flags.BoolVar(&opts.asText, "text", false, "the words alone, for a post that knows no Markdown")
	flags.BoolVar(&opts.copy, "copy", false, "put it on the clipboard")
	flags.StringVar(&opts.out, "out", "", "write it to a `FILE`, or to standard output for -")
	flags.StringVar(&opts.to, "to", "", "post it to a circle, by `NAME`")
	a.completeFlag(cmd, "to", a.circleNames(-1))
	cmd.AddCommand(reads(a, newShareList(a)), reads(a, newShareShow(a)))
	return cmd
}

// sharing is a page on its way: what may leave, what was picked of it, and where it
// is to go.
type sharing struct {
	opts     shareOptions
	shared   journal.SharedReflection
	redactor *journal.Redactor
	picked   []bool // of the answers
	by       string // who it is by where it goes to no circle
	circles  []journal.Circle
	share    journal.Share
}

// check refuses flags that do not go together. What goes to a circle has to be confirmed.
func (opts shareOptions) check(confirms bool) error {
	switch {
	case opts.copy && opts.out != "", opts.to != "" && (opts.copy || opts.out != ""):
		return wrongUse("--copy, --out and --to are several places, and a page goes to one", "give one of them, and the same command again for another")
	case opts.to != "" && opts.asText:
		return wrongUse("--text is for a post elsewhere, and what goes to a circle is a page", "leave out --text")
	case opts.to != "" && !confirms:
		return wrongUse("there is no terminal to show the page on before it goes to a circle", "see it with kith share, then add --yes")
	}
	return nil
}

func (a *app) share(ctx context.Context, opts shareOptions) error {
	asks := !a.yes && !a.console.NoInput && a.console.InTTY()
	if err := opts.check(asks || a.yes); err != nil {
		return err
	}
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	r, err := s.Reflection(ctx, opts.ref)
	if err != nil {
		return err
	}
	page := sharing{opts: opts, share: journal.Share{Reflection: r.ID, Made: a.now()}}
	names, err := s.AllNames(ctx)
	if err != nil {
		return err
	}
	page.redactor = journal.NewRedactor(names)
	some := false
	if page.shared, some = r.Shared(page.redactor); some {
		page.shared = page.shared.Only(func(an journal.Answer) bool { return an.Value.Said() })
	}
	answers := page.shared.Answers()
	if len(answers) == 0 {
		return journal.Errorf(journal.Invalid, "nothing of %s may leave: what is in it is private", text.Line(r.Title)).
			WithHint("read it: kith show %s", r.ID.Short())
	}
	keys := each(answers, journal.Answer.FullKey)
	for _, key := range append(slices.Clone(opts.only), opts.lead) {
		if key != "" && !slices.Contains(keys, key) {
			return journal.Errorf(journal.NotFound, "%s is no answer that may leave", text.Line(key)).
				WithHint("those that may: %s", strings.Join(slices.Compact(keys), ", "))
		}
	}
	if page.opts.lead == "" && r.Activity != "" {
		if lib, err := a.library(); err == nil { // a page without a lead is a page, should the activity be gone or broken
			if activity, err := lib.Find(r.Activity); err == nil {
				page.opts.lead = activity.Lead()
			}
		}
	}
	if page.by = opts.as; page.by == "" {
		if page.by, _, err = a.setting(settingRole); err != nil {
			return err
		}
	}
	if page.circles, err = s.Circles(ctx); err != nil {
		return err
	}
	page.share.Title = page.shared.Title()
	for _, key := range keys {
		page.picked = append(page.picked, len(opts.only) == 0 || slices.Contains(opts.only, key))
	}
	if page.share.To, page.share.Place, err = shareTo(ctx, s, opts); err != nil {
		return err
	}
	if !asks {
		if page.share.To == "" {
			page.share.To = journal.ToOutput
		}
		if err := a.compose(ctx, s, &page); err != nil {
			return err
		}
		if found := page.lookAt(); len(found) > 0 {
			if err := a.say("Look at this before it leaves:\n  %s", strings.Join(found, "\n  ")); err != nil {
				return err
			}
		}
		return a.deliver(ctx, s, page)
	}
	for {
		if err := a.choosePage(ctx, &page); err != nil {
			return err
		}
		if err := a.compose(ctx, s, &page); err != nil {
			return err
		}
		switch leaves, err := a.confirmPage(ctx, page, "The page, as it will leave", "Change what goes, or where"); {
		case err != nil:
			return err
		case leaves:
			return a.deliver(ctx, s, page)
		}
	}
}

// shareTo is where the flags say that a page is to go; "" where they do not.
func shareTo(ctx context.Context, s *store.Store, opts shareOptions) (to journal.Destination, place string, err error) {
	switch {
	case opts.copy:
		return journal.ToClipboard, "", nil
	case opts.out == "-":
		return journal.ToOutput, "", nil
	case opts.out != "":
		return journal.ToFile, opts.out, nil
	case opts.to != "":
		c, err := s.Circle(ctx, opts.to)
		return journal.ToCircle, c.Name, err
	}
	return "", "", nil
}

// toCircle begins the value of an option that is a circle.
const toCircle = string(journal.ToCircle) + " "

// choosePage asks which answers go and, where no flag said it, where to.
func (a *app) choosePage(ctx context.Context, page *sharing) error {
	answers := page.shared.Answers()
	pick := prompts.Step{
		Key: "answers", Kind: journal.ChooseMany, Prompt: "Which of your answers go?",
		Help: "The private ones are not among them. Communities go by other names.",
	}
	var picked []string
	for i, an := range answers {
		label := text.Cut(strings.Join(an.Lines(), ", "), 40)
		if an.Prompt != "" {
			label = text.Line(an.Prompt) + " " + label
		}
		if an.Community != nil {
			label = text.Line(an.Community.Name) + ": " + label
		}
		pick.Options = append(pick.Options, journal.Option{Value: strconv.Itoa(i), Label: label})
		if page.picked[i] {
			picked = append(picked, strconv.Itoa(i))
		}
	}
	filled := map[string]journal.Value{"answers": journal.ChoiceValue(picked...)}
	steps := []prompts.Step{pick}
	asked := page.opts.out == "" && !page.opts.copy && page.opts.to == ""
	if asked {
		places := []journal.Option{
			{Value: string(journal.ToClipboard), Label: "On the clipboard, to paste it"},
			{Value: string(journal.ToFile), Label: "Into a file"},
			{Value: string(journal.ToOutput), Label: "Here, on this terminal"},
		}
		if !page.opts.asText {
			for i := len(page.circles) - 1; i >= 0; i-- {
				name := page.circles[i].Name
				places = slices.Insert(places, 0, journal.Option{Value: toCircle + name, Label: "To the circle " + text.Line(name)})
			}
		}
		steps = append(steps, prompts.Step{ // without a key: see choose
			Kind: journal.ChooseOne, Prompt: "Where is it to go?", Help: "You see it whole first, and nothing goes before you say yes.",
			Options: places,
		}, prompts.Step{
			Key: "file", Kind: journal.ShortText, Prompt: "What is the file to be called?",
			When: &prompts.Condition{Op: prompts.Eq, Value: string(journal.ToFile)},
		})
		filled["file"] = journal.TextValue(page.share.Place)
		switch page.share.To {
		case "":
		case journal.ToCircle:
			filled[""], filled["file"] = journal.ChoiceValue(toCircle+page.share.Place), journal.Value{}
		default:
			filled[""] = journal.ChoiceValue(string(page.share.To))
		}
		if filled["file"].Text == "" {
			filled["file"] = journal.TextValue(archive.PageName(page.share))
		}
	}
	said, err := a.form(ctx, "Share", steps, filled)
	if err == nil && (len(said["answers"].Choices) == 0 || asked && len(said[""].Choices) == 0) {
		err = prompts.ErrLeft
	}
	if err != nil {
		return notShared(err)
	}
	for i := range page.picked {
		page.picked[i] = slices.Contains(said["answers"].Choices, strconv.Itoa(i))
	}
	if asked {
		page.share.To, page.share.Place = journal.Destination(said[""].Choices[0]), ""
		if name, is := strings.CutPrefix(said[""].Choices[0], toCircle); is {
			page.share.To, page.share.Place = journal.ToCircle, name
		}
		if page.share.To == journal.ToFile {
			page.share.Place = cmp.Or(strings.TrimSpace(said["file"].Text), filled["file"].Text)
		}
	}
	return nil
}

// compose makes the page of what was picked.
func (a *app) compose(ctx context.Context, s *store.Store, page *sharing) (err error) {
	sh := &page.share
	if sh.To == journal.ToFile {
		if sh.Place, err = filepath.Abs(sh.Place); err != nil {
			return err
		}
	}
	by := page.by
	for _, c := range page.circles {
		if sh.To == journal.ToCircle && c.Name == sh.Place && page.opts.as == "" && c.Role != "" {
			by = c.Role
		}
	}
	sh.ID, sh.By = a.newID(), page.redactor.Words(text.Line(by))
	if sh.Page, err = s.SharedBefore(ctx, *sh); err != nil {
		return err
	}
	if sh.Page == "" {
		sh.Page = journal.NewPage(sh.ID)
	}
	i := -1
	going := page.shared.Only(func(journal.Answer) bool { i++; return page.picked[i] })
	sh.Answers = slices.Compact(each(going.Answers(), journal.Answer.FullKey))
	made := archive.SharedPage{ID: sh.Page, By: sh.By, Lead: page.opts.lead, Shared: going}
	sh.Text = string(made.Markdown())
	if page.opts.asText {
		sh.Text = string(made.Text())
	}
	return nil
}

// lookAt says what to look at before the page leaves, a line for each kind of thing.
func (page sharing) lookAt() []string {
	lines, said := strings.Split(page.share.Text, "\n"), map[journal.IdentifierKind][]string{}
	var kinds []journal.IdentifierKind
	for _, f := range page.redactor.Identifiers(page.share.Text) {
		if said[f.Kind] == nil {
			kinds = append(kinds, f.Kind)
		}
		before, after, _ := strings.Cut(lines[f.Line-1], f.Words)
		if words := strings.Fields(before); len(words) > 3 {
			before = "… " + strings.Join(words[len(words)-3:], " ") + " "
		}
		said[f.Kind] = append(said[f.Kind], fmt.Sprintf("%s, in line %d: %s", text.Line(f.Words), f.Line, text.Cut(before+f.Words+after, 60)))
	}
	return each(kinds, func(kind journal.IdentifierKind) string {
		if kind == journal.IdentifierCapitals {
			return whatIs(kind)
		}
		return whatIs(kind) + "\n    " + strings.Join(said[kind], "\n    ")
	})
}

// whatIs is what stands before what was found of a kind.
func whatIs(kind journal.IdentifierKind) string {
	return map[journal.IdentifierKind]string{
		journal.IdentifierName:      "Somebody's name, or a place's?",
		journal.IdentifierCommunity: "A part of the name of a community of yours?",
		journal.IdentifierMail:      "An e-mail address:",
		journal.IdentifierTelephone: "A telephone number?",
		journal.IdentifierLink:      "A link:",
		journal.IdentifierDate:      "A day with a place:",
		journal.IdentifierCapitals:  "Names: so many words have a capital here that kith cannot tell them apart.",
	}[kind]
}

// confirmPage shows the page as it will leave, under a title, and what to look at; false
// is what otherwise says.
func (a *app) confirmPage(ctx context.Context, page sharing, title, otherwise string) (bool, error) {
	look := "kith found nothing that looks like a name, an address or a number. Read it once all the same: a name that begins a sentence looks like any other word."
	if found := page.lookAt(); len(found) > 0 {
		look = "Look at this before it leaves:\n" + strings.Join(found, "\n") + "\nA name that begins a sentence looks like any other word."
	}
	question := "Is it to go to " + text.Line(page.share.Where()) + "?"
	if page.share.To == journal.ToOutput {
		question = "Is it to be printed here?"
	}
	const leave, change = "leave", "change"
	said, err := a.form(ctx, "Share", []prompts.Step{
		{Key: "page", Kind: journal.Info, Prompt: title, Help: page.share.Text},
		{Kind: journal.ChooseOne, Prompt: question, Help: look, Options: []journal.Option{
			{Value: leave, Label: "Yes, as it is"},
			{Value: change, Label: otherwise},
		}},
	}, nil)
	if err == nil && len(said[""].Choices) == 0 {
		err = prompts.ErrLeft
	}
	return err == nil && said[""].Choices[0] == leave, notShared(err)
}

// notShared says of one who left that nothing has.
func notShared(err error) error {
	if err == nil || journal.KindOf(err) == usage {
		return err
	}
	return &journal.Error{Kind: stopped, Text: "you left, so nothing was shared", Err: err}
}

// deliver keeps the page and puts it where it is to go. It is kept first, so that nothing
// leaves that is not kept; what could not leave is not kept either.
func (a *app) deliver(ctx context.Context, s *store.Store, page sharing) (err error) {
	sh := page.share
	if sh.To == journal.ToCircle {
		return a.post(ctx, s, sh)
	}
	if err := s.AddShare(ctx, sh); err != nil {
		return err
	}
	switch sh.To {
	case journal.ToClipboard:
		if err = clipboard.WriteAll(sh.Text); err != nil {
			err = &journal.Error{
				Kind: journal.Internal, Text: "there is no clipboard that kith can use here", Err: err,
				Hint: "write it to a file: kith share --out post.md; on Linux xclip, xsel or wl-clipboard makes one",
			}
		}
	case journal.ToFile:
		isPage := begins(func(head []byte) bool { return bytes.HasPrefix(head, []byte("---\nkith: page/")) })
		err = a.writeProduct(product{"page", "--out", "post.md", isPage, ", and is no page of kith's", "--yes"}, sh.Place, sh.Text)
	default:
		if !a.json {
			err = a.print(sh.Text)
		}
	}
	if err != nil {
		return errors.Join(err, s.DropShare(context.WithoutCancel(ctx), sh.ID))
	}
	if a.json {
		return a.printJSON(archive.Share(sh))
	}
	where := "Printed"
	switch sh.To {
	case journal.ToClipboard:
		where = "On the clipboard"
	case journal.ToFile:
		where = "Written to " + sh.Place
	}
	return a.say("%s. What left is kept: kith share show %s", where, sh.ID.Short())
}
