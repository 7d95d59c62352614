package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/circle"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newCircleReply(a *app) *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use:   "reply PAGE TEXT",
		Short: "Reply to somebody's page: a suggestion, a question, thanks",
		Long: `Reply to somebody's page, by the id that kith contribution list shows: a suggestion, a
question, thanks. At a page of your own, by its id in kith share list, you answer what
others said to it. A text of - is read from standard input. Everybody in the circle
can read your reply. You see it whole first, with your communities under other names, and say
yes; --yes says it where nothing can be asked.`,
		Example: `  kith circle reply 6r3t8w1z "Have you tried to open with a question?" --yes`,
		Args:    takes(2, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.circleReply(cmd.Context(), args[0], args[1:], as)
		},
		ValidArgsFunction: a.contributionNames(1),
	}
	cmd.Flags().StringVar(&as, "as", "", "who it is by: a `ROLE` or a pen name, or what you go by there")
	return cmd
}

func (a *app) circleReply(ctx context.Context, ref string, words []string, as string) error {
	asks := !a.yes && !a.console.NoInput && a.console.InTTY()
	if !asks && !a.yes {
		return wrongUse("there is no terminal to show the reply on before it goes to a circle", "add --yes")
	}
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	title, key, in, err := a.repliable(ctx, s, ref)
	if err != nil {
		return err
	}
	if in == "" {
		return journal.Errorf(journal.Invalid, "%s came through no circle, so there is no place to reply to it", text.Line(title)).
			WithHint("send your reply the way the page came")
	}
	c, err := s.Circle(ctx, in)
	if err != nil {
		return err
	}
	said, err := a.noteText(ctx, words)
	if err != nil {
		return err
	}
	if as == "" {
		as = c.Role
	}
	if as == "" {
		if as, _, err = a.setting(settingRole); err != nil {
			return err
		}
	}
	names, err := s.AllNames(ctx)
	if err != nil {
		return err
	}
	redactor := journal.NewRedactor(names)
	r := journal.Reply{
		Circle: c.Name, Page: key, By: redactor.Words(text.Line(as)), Written: journal.DateOf(a.now()), Text: redactor.Words(said), Added: a.now(), Own: true,
	}
	r.Path = circle.ReplyPath(r.Page, "r"+string(a.newID()))
	going := sharing{redactor: redactor, share: journal.Share{To: journal.ToCircle, Place: c.Name, Text: string(archive.Reply(r))}}
	if asks {
		switch leaves, err := a.confirmPage(ctx, going, "The reply, as it will leave", "No, nothing goes"); {
		case err != nil:
			return err
		case !leaves:
			return notShared(context.Canceled)
		}
	} else if found := going.lookAt(); len(found) > 0 {
		if err := a.say("Look at this:\n  %s", strings.Join(found, "\n  ")); err != nil {
			return err
		}
	}
	if err := s.AddCircleFile(ctx, c.ID, journal.CircleFile{Path: r.Path, Page: r.Page, Text: going.share.Text, Made: r.Added}); err != nil {
		return err
	}
	if _, err := a.sendWaiting(ctx, s, c); err != nil {
		return a.stillWaits(c, err, "the reply")
	}
	if a.json {
		return a.printJSON(archive.ReplyTo(r))
	}
	return a.say("Your reply is in %s. Take it away again: kith circle withdraw %s", c.Name, r.Path)
}

// repliable is a page that a reply may go to, somebody's or one's own: what it is called,
// the key of its replies, and the circle it is in, "" for none.
func (a *app) repliable(ctx context.Context, s *store.Store, ref string) (title, key, circle string, err error) {
	page, err := s.Contribution(ctx, ref)
	if err == nil || journal.KindOf(err) != journal.NotFound {
		return page.Title, page.Key(), page.Circle, err
	}
	own, none := s.Share(ctx, ref)
	if none != nil || own.To != journal.ToCircle {
		return "", "", "", err // of a page of somebody else's, which most are
	}
	return own.Title, own.Page, own.Place, nil
}
