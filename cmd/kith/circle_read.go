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

func newCircleRead(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "read [NAME]",
		Short: "Fetch what is new in your circles, and send what waits",
		Long: `Fetch what is new in your circles, or in one, and send what waits. Other people's pages
are kept with your contributions, cleaned and apart from your own; replies to your
pages are shown. Nobody is told that you have read anything.`,
		Example:           "  kith circle read",
		Args:              takes(0, 1),
		ValidArgsFunction: a.circleNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.circleRead(cmd.Context(), strings.Join(args, ""))
		},
	}
}

// circleNews is what a look at a circle has brought.
type circleNews struct {
	circle  journal.Circle
	sent    int
	pages   []journal.AddedContribution
	replies []journal.Reply
	own     map[string]bool // the keys of one's own pages there
	changed []string        // files of one's own that somebody has changed there
	skipped []string        // what could not be taken, with why
	again   bool            // its history was rewritten
}

// circleNewsJSON is the same as docs/json.md has it.
type circleNewsJSON struct {
	Circle    string              `json:"circle"`
	Sent      int                 `json:"sent"`
	Pages     []addedJSON         `json:"pages"`
	Replies   []archive.ReplyJSON `json:"replies"`
	Changed   []string            `json:"changed"`
	Skipped   []string            `json:"skipped"`
	Rewritten bool                `json:"rewritten"`
}

func (a *app) circleRead(ctx context.Context, name string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	all, err := s.Circles(ctx)
	if err != nil {
		return err
	}
	if name != "" || len(all) == 0 {
		one, err := s.Circle(ctx, name)
		if err != nil {
			return err
		}
		all = []journal.Circle{one}
	}
	out := []circleNewsJSON{}
	var failed error
	for _, c := range all {
		news, err := a.readCircle(ctx, s, c)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if failed != nil { // the last is told as every error is
			if err := a.say("%v.", failed); err != nil {
				return err
			}
			failed = nil
		}
		if err != nil {
			failed = err
			continue
		}
		if a.json {
			out = append(out, circleNewsJSON{
				Circle: c.Name, Sent: news.sent, Pages: archive.List(news.pages, addedPage), Replies: archive.List(news.replies, archive.ReplyTo),
				Changed: archive.OrEmpty(news.changed), Skipped: archive.OrEmpty(news.skipped), Rewritten: news.again,
			})
		} else if err := a.showNews(ctx, news); err != nil {
			return err
		}
	}
	if a.json && failed == nil {
		return a.printJSON(out)
	}
	return failed
}

// readCircle sends what waits for a circle, and brings in what is new there. What was
// brought in before it fails stays, and is known again the next time.
func (a *app) readCircle(ctx context.Context, s *store.Store, c journal.Circle) (news circleNews, err error) {
	news = circleNews{circle: c, own: map[string]bool{}}
	var unsent error
	news.sent, unsent = a.sendWaiting(ctx, s, c)
	place, err := a.place(ctx, s, c)
	if err != nil {
		return news, err
	}
	look, err := place.Look(ctx, c.Seen)
	switch {
	case err != nil && unsent != nil: // both for one reason
		return news, errors.Join(err, a.say("What you posted to %s still waits to be sent.", c.Name))
	case err != nil:
		return news, err
	case unsent != nil:
		if err := a.stillWaits(c, unsent, "what you posted"); err != nil {
			return news, err
		}
	}
	news.again = look.Rewritten
	if look.Mark == c.Seen && !c.Changed.IsZero() {
		return news, nil
	}
	files, err := s.CircleFiles(ctx, c.ID, false)
	if err != nil {
		return news, err
	}
	mine := map[string]journal.CircleFile{}
	for _, f := range files {
		mine[f.Path] = f
		news.own[f.Page] = news.own[f.Page] || !f.IsReply()
	}
	size := 0
	var pages []journal.Contribution
	var replies []journal.Reply
	flush := func() error {
		added, err := s.AddContributions(ctx, pages...)
		if err != nil {
			return err
		}
		for _, one := range added {
			if one.State != journal.ContributionSame {
				news.pages = append(news.pages, one)
			}
		}
		fresh, err := s.AddReplies(ctx, c.ID, replies...)
		news.replies = append(news.replies, fresh...)
		pages, replies, size = nil, nil, 0
		return err
	}
	news.skipped = look.Skipped
	for f, err := range place.Read(ctx, look.Files) {
		if err != nil {
			return news, err
		}
		if own, is := mine[f.Path]; is {
			if f.Skipped == "" && !own.Sent.IsZero() && !own.Withdrawn && string(f.Content) != own.Text {
				news.changed = append(news.changed, f.Path)
			}
			continue
		}
		if err := a.takeIn(c, f, &pages, &replies); err != nil {
			f.Skipped = err.Error()
		}
		if f.Skipped != "" {
			news.skipped = append(news.skipped, f.Path+": "+f.Skipped)
		}
		if size += len(f.Content); size > 8<<20 || len(pages)+len(replies) == 200 { // what is in memory at once
			if err := flush(); err != nil {
				return news, err
			}
		}
	}
	if err := flush(); err != nil {
		return news, err
	}
	return news, s.SawCircle(ctx, c.ID, look.Mark, a.now())
}

// takeIn cleans a file of a circle, and puts it with the pages or the replies.
func (a *app) takeIn(c journal.Circle, f circle.File, pages *[]journal.Contribution, replies *[]journal.Reply) error {
	if f.Skipped != "" {
		return nil
	}
	if key, is := f.Reply(); is {
		r, err := archive.ReadReply(f.Path, strings.ToLower(key), f.Content)
		if err != nil {
			return err
		}
		r.Circle, r.Added = c.Name, a.now()
		*replies = append(*replies, r)
		return nil
	}
	page, err := archive.ReadContribution(f.Path, f.Content)
	if err != nil {
		return err
	}
	// Anybody can write an id on a page. Only the file that is named after it goes by it.
	if name := journal.PageKey("", f.Path); !strings.HasSuffix(name, strings.ReplaceAll(page.Page, "-", "")) {
		page.Page = ""
	}
	page.Circle, page.Added = c.Name, a.now()
	*pages = append(*pages, page)
	return nil
}

// showNews shows what is new in a circle: the pages by their titles, and what was
// replied to one's own whole.
func (a *app) showNews(ctx context.Context, news circleNews) error {
	style, width := a.console.Style(), a.readingWidth()
	name := text.Line(news.circle.Name)
	var b strings.Builder
	const most = 20
	section := func(title string) { fmt.Fprintf(&b, "%s\n", style.Bold(text.Block(title, width, ""))) }
	if n := len(news.pages); n > 0 {
		section(text.Count(n, "new page") + " in " + name)
		for _, one := range news.pages[:min(n, most)] {
			line := one.Contribution.Line()
			if one.State == journal.ContributionNewer {
				line += ", a newer version"
			}
			label, words := fact(one.Contribution.ID.Short(), line, 8, width)
			b.WriteString(style.Dim(label) + words + "\n")
		}
		if n > most {
			fmt.Fprintf(&b, "and %d more\n", n-most)
		}
		b.WriteString("\n")
	}
	others, answer := 0, ""
	for _, r := range news.replies {
		if !news.own[r.Page] {
			others++
			continue
		}
		answer = "Answer the reply: kith circle reply " + journal.ID(r.Page).Short() + ` "..."`
		section("A reply to your page in " + name)
		b.WriteString(a.drawReply(r) + "\n")
	}
	if others > 0 {
		fmt.Fprintf(&b, "%s to other pages: kith contribution show shows them with the page\n\n", text.Count(others, "reply"))
	}
	if b.Len() > 0 {
		if err := a.print(strings.TrimSuffix(b.String(), "\n")); err != nil {
			return err
		}
	}
	var said []string
	if news.sent > 0 {
		said = append(said, text.Count(news.sent, "file")+" of yours that waited went to "+name+".")
	}
	if news.again {
		said = append(said, "The history of "+name+" was rewritten there, and is followed.")
	}
	for _, path := range news.changed[:min(len(news.changed), most)] {
		said = append(said, "Somebody has changed what you put there: "+text.Line(path)+".")
	}
	for _, path := range news.skipped[:min(len(news.skipped), most)] {
		said = append(said, "Not taken: "+text.Line(path)+".")
	}
	if len(news.pages) > 0 {
		id := news.pages[0].Contribution.ID.Short()
		said = append(said, "Read one: kith contribution show "+id, "Say something to it: kith circle reply "+id+` "..."`)
	}
	if answer != "" {
		said = append(said, answer)
	}
	if len(news.pages)+len(news.replies) == 0 {
		said = append(said, "Nothing new in "+name+".")
	}
	if len(said) == 0 {
		return nil
	}
	return a.say("%s", strings.Join(said, "\n"))
}

// drawReply is a reply with who it is by.
func (a *app) drawReply(r journal.Reply) string {
	var facts []string
	switch {
	case r.Own:
		facts = append(facts, "you, "+journal.Moment(r.Added, a.now()))
	case r.By != "":
		facts = append(facts, r.By)
	default:
		facts = append(facts, "somebody")
	}
	if r.Written != "" {
		facts = append(facts, r.Written.Words())
	}
	words := strings.Trim(r.Text, "\n")
	if r.Own { // it is kept as it was put there
		if _, rest, ok := strings.Cut(words, "\n---\n"); ok {
			words = strings.TrimSpace(rest)
		}
	}
	style, width := a.reading()
	return style.Dim(text.Block(text.Line(strings.Join(facts, ", ")), width, "")) + "\n" + prose(words, style, width, "") + "\n"
}

// replies are those to a page in a circle, drawn; "" where there are none.
func (a *app) replies(ctx context.Context, s *store.Store, key, circle string) (string, error) {
	found, err := s.Replies(ctx, key, circle)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return "\n" + a.console.Style().Bold(map[bool]string{true: "A reply", false: "Replies"}[len(found) == 1]) + "\n" + strings.Join(each(found, a.drawReply), "\n"), nil
}
