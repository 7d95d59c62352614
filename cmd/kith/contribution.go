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

func newContribution(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "contribution",
		Short: "What other people shared, kept apart from your own",
	}, newContributionAdd(a), reads(a, newContributionList(a)), newContributionShow(a), newContributionDelete(a))
}

type contributionListOptions struct {
	unread bool
	circle string
	limit  int
}

func newContributionList(a *app) *cobra.Command {
	var opts contributionListOptions
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List other people's pages, the newest first",
		Example: "  kith contribution list\n  kith contribution list --unread --json",
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.contributionList(cmd.Context(), opts) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.unread, "unread", false, "those you have not read")
	flags.StringVar(&opts.circle, "circle", "", "those that came through a circle, by `NAME`")
	flags.IntVar(&opts.limit, "limit", 50, "at most so many; 0 is all")
	a.completeFlag(cmd, "circle", a.circleNames(-1))
	return cmd
}

func (a *app) contributionList(ctx context.Context, opts contributionListOptions) error {
	if err := checkLimit(opts.limit); err != nil {
		return err
	}
	f := journal.ContributionFilter{Unread: opts.unread, Circle: opts.circle, Limit: opts.limit}
	if f.Limit > 0 {
		f.Limit++ // one more tells whether there are more
	}
	found, err := query(ctx, a, func(s *store.Store, ctx context.Context) ([]journal.Contribution, error) {
		return s.Contributions(ctx, f)
	})
	if err != nil {
		return err
	}
	more := opts.limit > 0 && len(found) > opts.limit
	if more {
		found = found[:opts.limit]
	}
	switch {
	case a.json:
		return a.printJSON(archive.List(found, archive.ListedContribution))
	case len(found) == 0 && opts.circle != "":
		return a.say("No page fits. See them all: kith contribution list")
	case len(found) == 0 && opts.unread:
		return a.say("There is nothing that you have not read. See them all: kith contribution list")
	case len(found) == 0:
		return a.say("There are no pages of other people's yet. Keep one: kith contribution add FILE")
	}
	t := a.console.Table("id", "came", "read", "by", "from", "title").Words("title")
	err = printRows(t, found, func(c journal.Contribution) []string {
		read := "unread"
		if !c.Read.IsZero() {
			read = "read"
			if a.console.OutTTY() {
				read = ""
			}
		}
		if a.narrow() {
			return []string{c.ID.Short(), "", read, "", "", c.Line()}
		}
		return []string{c.ID.Short(), a.when(c.Added), read, c.By, c.From(), c.Title}
	})
	if err != nil || !more {
		return err
	}
	return a.say("These are the first %d. Add --limit 0 for all.", len(found))
}

func newContributionShow(a *app) *cobra.Command {
	var earlier bool
	cmd := &cobra.Command{
		Use:   "show REF",
		Short: "Read somebody else's page",
		Long: `Read somebody else's page, which is then no longer unread. A newer version of a page
keeps the earlier ones; --earlier shows those.`,
		Example:           "  kith contribution show 6r3t8w1z",
		Args:              takes(1, 1),
		ValidArgsFunction: a.contributionNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.contributionShow(cmd.Context(), args[0], earlier)
		},
	}
	cmd.Flags().BoolVar(&earlier, "earlier", false, "the versions that came before")
	return cmd
}

func (a *app) contributionShow(ctx context.Context, ref string, earlier bool) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	c, err := s.Contribution(ctx, ref)
	if err != nil {
		return err
	}
	if c.Read.IsZero() && !earlier {
		if c.Read = a.now(); err == nil {
			err = s.MarkRead(ctx, c.Read, c.ID)
		}
		if err != nil {
			return err
		}
	}
	switch {
	case a.json:
		return a.printJSON(archive.Contribution(c))
	case earlier && len(c.Earlier) == 0:
		return a.say("There is no earlier version of %s. See it: kith contribution show %s", text.Line(c.Title), c.ID.Short())
	case earlier:
		var b strings.Builder
		for i, v := range c.Earlier {
			if i > 0 {
				b.WriteString("\n")
			}
			was := journal.Contribution{Title: v.Title, By: v.By, Written: v.Written, Text: v.Text}
			b.WriteString(a.drawContribution(was, "until "+journal.Moment(v.Until, a.now())))
		}
		return a.page(ctx, b.String())
	}
	facts := []string{"from " + c.From(), "came " + journal.Moment(c.Added, a.now()), c.ID.Short()}
	page := a.drawContribution(c, facts...)
	style, width := a.reading()
	if n := len(c.Earlier); n > 0 {
		page += "\n" + style.Dim(text.Block("There is "+text.Count(n, "earlier version")+": kith contribution show "+c.ID.Short()+" --earlier", width, "")) + "\n"
	}
	if c.Circle != "" {
		replies, err := a.replies(ctx, s, c.Key(), c.Circle)
		if err != nil {
			return err
		}
		page += replies
	}
	next := "Keep what you could use:\nkith suggestion add \"...\" --contribution " + c.ID.Short()
	if c.Circle != "" {
		next += "\nSay something to it:\nkith circle reply " + c.ID.Short() + " \"...\""
	}
	page += "\n" + style.Dim(next) + "\n"
	return a.page(ctx, page)
}

// drawContribution draws somebody else's page for reading, with some facts on it.
func (a *app) drawContribution(c journal.Contribution, facts ...string) string {
	style, width := a.reading()
	var known []string
	if c.By != "" {
		known = append(known, "by "+c.By)
	}
	if c.Written != "" {
		known = append(known, "written "+c.Written.Words())
	}
	known = append(known, facts...)
	return style.Bold(text.Block(text.Line(c.Title), width, "")) + "\n" +
		style.Dim(text.Block(text.Line(strings.Join(known, " | ")), width, "")) + "\n\n" +
		prose(c.Text, style, width, "") + "\n"
}

func newContributionDelete(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "delete REF",
		Short:             "Put somebody else's page into the trash",
		Long:              "Put somebody else's page into the trash. The suggestions you kept from it stay, and a\ncircle does not bring it again.",
		Example:           "  kith contribution delete 6r3t8w1z --yes",
		Args:              takes(1, 1),
		ValidArgsFunction: a.contributionNames(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.contributionDelete(cmd.Context(), args[0]) },
	}
}

func (a *app) contributionDelete(ctx context.Context, ref string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	c, err := s.Contribution(ctx, ref)
	if err != nil {
		return err
	}
	sure, err := a.confirm(ctx, "Put "+text.Line(c.Line())+" into the trash?")
	if err != nil {
		return err
	}
	if !sure {
		return a.say("The page stays. See it: kith contribution show %s", c.ID.Short())
	}
	now := a.now()
	if err := s.DeleteContribution(ctx, c.ID, now); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.Trashed(journal.Trashed{Kind: journal.TrashedContribution, ID: c.ID, Name: c.Title, At: now}))
	}
	return a.say("%s is in the trash. Back as it was: kith trash restore %s", text.Line(c.Title), c.ID.Short())
}
