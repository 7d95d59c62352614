package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newShareList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List what you made for other people: what, where to, when",
		Example: "  kith share list",
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.shareList(cmd.Context()) },
	}
}

func (a *app) shareList(ctx context.Context) error {
	shares, err := query(ctx, a, func(s *store.Store, ctx context.Context) ([]journal.Share, error) { return s.Shares(ctx, "") })
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.List(shares, archive.Share))
	case len(shares) == 0:
		return a.say("Nothing was shared yet. Make a page of your latest reflection: kith share")
	}
	t := a.console.Table("id", "made", "to", "title").Words("title")
	return printRows(t, shares, func(sh journal.Share) []string {
		return []string{sh.ID.Short(), a.when(sh.Made), sh.Where(), sh.Title}
	})
}

func newShareShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "show REF",
		Short:             "Show a page as it left",
		Example:           "  kith share show 4f9k2m7q",
		Args:              takes(1, 1),
		ValidArgsFunction: a.shareNames(),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.shareShow(cmd.Context(), args[0]) },
	}
}

// shareJSON is a page as it left, with what was replied to it in a circle.
type shareJSON struct {
	archive.ShareJSON
	Replies []archive.ReplyJSON `json:"replies"`
}

// shareShow shows the page's bytes; what is known of it beside them is said.
func (a *app) shareShow(ctx context.Context, ref string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	sh, err := s.Share(ctx, ref)
	switch {
	case err != nil:
		return err
	case a.json:
		replies, err := s.Replies(ctx, sh.Page, "")
		if err != nil {
			return err
		}
		return a.printJSON(shareJSON{archive.Share(sh), archive.List(replies, archive.ReplyTo)})
	}
	replies, err := a.replies(ctx, s, sh.Page, "")
	if err != nil {
		return err
	}
	if err := a.page(ctx, text.Visible(sh.Text)+replies); err != nil {
		return err
	}
	of := ""
	if sh.Reflection != "" {
		of = ", of kith show " + sh.Reflection.Short()
	}
	return a.say("Made %s for %s%s: %s.", journal.Moment(sh.Made, a.now()), sh.Where(), of, strings.Join(sh.Answers, ", "))
}
