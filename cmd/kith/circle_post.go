package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/circle"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newCirclePost(a *app) *cobra.Command {
	var opts shareOptions
	cmd := &cobra.Command{
		Use:   "post [REF]",
		Short: "Post a page of a reflection to a circle",
		Long: `Post a page of a reflection to a circle: the latest unless you name another. As with
kith share you choose what goes, see the page whole, and say yes; --yes says it
where nothing can be asked. A page that you post again takes the place of the one
that is there.

What cannot be sent, as without a network, waits: kith circle status says so.`,
		Example:           "  kith circle post last --to tutors --yes",
		Args:              takes(0, 1),
		ValidArgsFunction: a.reflectionNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.existingStore(cmd.Context())
			if err != nil {
				return err
			}
			c, err := s.Circle(cmd.Context(), opts.to) // no name means the only one
			if err != nil {
				return err
			}
			opts.to, opts.ref = c.Name, append(args, "last")[0]
			return a.share(cmd.Context(), opts)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.to, "to", "", "the circle, by `NAME`; not needed where you are in one alone")
	flags.StringVar(&opts.lead, "lead", "", "the `KEY` of the answer that comes first, without its question")
	flags.StringArrayVar(&opts.only, "only", nil, "only the answer of this `KEY`; may be given again")
	flags.StringVar(&opts.as, "as", "", "who it is by: a `ROLE` or a pen name, or what you go by there")
	a.completeFlag(cmd, "to", a.circleNames(-1))
	return cmd
}

// post keeps a page that was confirmed, and sends it to its circle with what else waits.
func (a *app) post(ctx context.Context, s *store.Store, sh journal.Share) error {
	c, err := s.Circle(ctx, sh.Place)
	if err != nil {
		return err
	}
	if len(sh.Text) > circle.MaxFile {
		return journal.Errorf(journal.Invalid, "the page is larger than 1 MB, which is more than a circle takes").
			WithHint("let fewer answers go: --only KEY")
	}
	if err := s.Post(ctx, sh, c.ID, circle.PagePath(archive.PageName(sh))); err != nil {
		return err
	}
	_, err = a.sendWaiting(ctx, s, c)
	if err != nil {
		return a.stillWaits(c, err, "the page")
	}
	if a.json {
		return a.printJSON(archive.Share(sh))
	}
	return a.say("It is in %s. What left is kept: kith share show %s", c.Name, sh.ID.Short())
}

// sendWaiting sends to a circle what waits for it, all of it or none, and says how much
// that was. Why it could not is kept.
func (a *app) sendWaiting(ctx context.Context, s *store.Store, c journal.Circle) (sent int, err error) {
	files, err := s.CircleFiles(ctx, c.ID, true)
	if err != nil || len(files) == 0 {
		return 0, err
	}
	place, err := a.place(ctx, s, c)
	if err == nil {
		err = place.Send(ctx, each(files, func(f journal.CircleFile) circle.Change {
			return circle.Change{Path: f.Path, Content: []byte(f.Text), Replace: f.Again, Remove: f.Withdrawn}
		}))
	}
	keeping := context.WithoutCancel(ctx) // of what was sent no less than of what was stopped
	if err != nil {
		why := err.Error()
		if ctx.Err() != nil {
			why = "it was stopped"
		}
		return 0, errors.Join(err, s.TroubleAt(keeping, c.ID, why))
	}
	return len(files), s.SentFiles(keeping, c.ID, files, a.now())
}

// stillWaits says that something is kept and not sent, and why. That is no failure: it
// is sent with what is sent next.
func (a *app) stillWaits(c journal.Circle, why error, what string) error {
	if errors.Is(why, context.Canceled) {
		return &journal.Error{
			Kind: stopped, Text: fmt.Sprintf("stopped; %s is kept, and waits to be sent to %s", what, c.Name),
			Hint: "kith circle read " + shellArgument(c.Name) + " sends it",
		}
	}
	e := a.explain(why)
	said := []string{text.Sentence(fmt.Sprintf("%s is kept, and waits: %s", what, e.Text))}
	if e.Hint != "" {
		said = append(said, e.Hint)
	}
	return a.say("%s\nTry again: kith circle read %s", strings.Join(said, "\n"), shellArgument(c.Name))
}

func newCircleWithdraw(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "withdraw REF",
		Short: "Take a page or a reply of yours away from a circle",
		Long: `Take a page or a reply of yours away from a circle: a page by its part of kith share
list, either by its file as kith circle status names it. It is gone from the place;
what remains is the history of a git repository, and what other people have read.`,
		Example:           "  kith circle withdraw 4f9k2m7q --yes",
		Args:              takes(1, 1),
		ValidArgsFunction: a.shareNames(),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.circleWithdraw(cmd.Context(), args[0]) },
	}
}

func (a *app) circleWithdraw(ctx context.Context, ref string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	c, f, err := s.CircleFile(ctx, ref)
	if err != nil {
		return err
	}
	what := "page"
	if f.IsReply() {
		what = "reply"
	}
	sure, err := a.confirm(ctx, fmt.Sprintf("Take the %s %s away from %s?", what, f.Path, c.Name))
	switch {
	case err != nil:
		return err
	case !sure:
		return a.say("The %s stays in %s.", what, c.Name)
	}
	f.Withdrawn, f.Made = true, a.now()
	if err := s.AddCircleFile(ctx, c.ID, f); err != nil {
		return err
	}
	if _, err := a.sendWaiting(ctx, s, c); err != nil {
		return a.stillWaits(c, err, "that the "+what+" is to be taken away")
	}
	if a.json {
		f.Sent = a.now()
		return a.printJSON(archive.CircleFile(f))
	}
	remains := "What other people have copied of that folder, and what they have read, they still have."
	if place, remote, err := circle.Locate(c.Place); err == nil && remote {
		remains = "It is still in the history of " + place + ", and in what other people have fetched and read; only who looks after the repository can take it out of the history."
	}
	return a.say("The %s is no longer in %s. %s", what, c.Name, remains)
}
