package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/circle"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newCircle(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "circle",
		Short: "A place that you share with a course group or a team",
		Long: `A place that you share with a course group or a team: a folder on a shared drive,
or a git repository. Each page and each reply is a text file of its own there, which
people without kith read and write as well. Nothing of kith's is in between: it runs
the git that you have, shows what it runs, and gives it only what you have confirmed.`,
	}, newCircleJoin(a), reads(a, newCircleList(a)), newCirclePost(a), newCircleRead(a), newCircleReply(a), reads(a, newCircleStatus(a)), newCircleWithdraw(a), newCircleLeave(a))
}

func newCircleJoin(a *app) *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use:   "join NAME FOLDER|REMOTE",
		Short: "Join a circle at a shared folder or a git repository",
		Long: `Join a circle at a shared folder or a git repository, under a name of your own for
it. kith says what is there, and where there is no README yet it puts one there that
tells people without kith how to take part.

A repository is an address such as git@example.org:team/pages.git (https or ssh), or
the path of a bare one. To reach it git uses what it has kept for you, and asks
nothing: log in once by hand.`,
		Example: `  kith circle join tutors tutors-shared --as "a new lecturer"`,
		Args:    takes(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.circleJoin(cmd.Context(), args[0], args[1], as)
		},
	}
	cmd.Flags().StringVar(&as, "as", "", "what you go by there: a `ROLE` or a pen name, or as kith config role says")
	return cmd
}

func (a *app) circleJoin(ctx context.Context, name, where, as string) error {
	name, err := journal.CheckCircleName(name)
	if err != nil {
		return err
	}
	if as == "" {
		if as, _, err = a.setting(settingRole); err != nil {
			return err
		}
	}
	c := journal.Circle{ID: a.newID(), Name: name, Role: text.Line(as), Joined: a.now()}
	var remote bool
	if c.Place, remote, err = circle.Locate(where); err != nil {
		return err
	}
	s, err := a.store(ctx)
	if err != nil {
		return err
	}
	place, err := a.place(ctx, s, c)
	if err != nil {
		return err
	}
	// It is looked at before it is kept: a place that cannot be read is not joined.
	news, err := place.Look(ctx, "")
	if e := new(journal.Error); errors.As(err, &e) && e.Kind == journal.NotFound && !remote {
		err = e.WithHint("is the drive connected? Or make a new one: mkdir -p %s", text.ShellWord(c.Place))
	}
	if err == nil {
		err = s.AddCircle(ctx, c)
	}
	if err != nil {
		return errors.Join(err, place.Discard())
	}
	if readme := place.Send(ctx, nil); readme != nil {
		if err := a.say("No README could be put there: %v. It goes there with the first page that you post.", readme); err != nil {
			return err
		}
	}
	if a.json {
		return a.printJSON(archive.Circle(c))
	}
	replies := 0
	for _, f := range news.Files {
		if _, is := f.Reply(); is {
			replies++
		}
	}
	there, next := "Nobody has posted there yet", "Be the first: kith circle post --to "+shellArgument(c.Name)
	if len(news.Files) > 0 {
		there = "What is there: " + text.Count(len(news.Files)-replies, "page")
		if replies > 0 {
			there += ", " + text.Count(replies, "reply")
		}
		next = "Read them: kith circle read " + shellArgument(c.Name)
	}
	return a.say("You are in %s, at %s. %s. %s", c.Name, c.Place, there, next)
}

// place is where a circle is, with a folder of its own below the data folder for what
// is kept of it. The commands that reach beyond that are shown as they are run; with
// --debug all of them are.
func (a *app) place(ctx context.Context, s *store.Store, c journal.Circle) (circle.Place, error) {
	dir, err := a.dataDir()
	if err != nil {
		return nil, err
	}
	names, err := s.AllNames(ctx) // a commit says who made it
	if err != nil {
		return nil, err
	}
	return circle.Open(c.Place, circle.Options{
		Dir: filepath.Join(dir, "circles", string(c.ID)), Role: journal.NewRedactor(names).Words(c.Role), Now: a.now,
		Ran: func(command string, outside bool) {
			if (outside || a.debug) && !a.json { // with nobody left to show it to, it runs all the same
				_, _ = fmt.Fprintln(a.console.Err, a.console.ErrStyle().Dim("$ "+text.Visible(command)))
			}
		},
	})
}

func newCircleList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the circles you are in",
		Example: "  kith circle list",
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.circleList(cmd.Context()) },
	}
}

func (a *app) circleList(ctx context.Context) error {
	all, err := query(ctx, a, (*store.Store).Circles)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.List(all, archive.Circle))
	case len(all) == 0:
		return a.say("You are in no circle yet. Join one, at a shared folder or a git repository: kith circle join NAME PLACE")
	}
	t := a.console.Table("name", "as", "last new", "waiting", "place").Words("place")
	return printRows(t, all, func(c journal.Circle) []string {
		waiting := ""
		if c.Waiting > 0 {
			waiting = fmt.Sprint(c.Waiting)
		}
		return []string{c.Name, c.Role, a.when(c.Changed), waiting, c.Place}
	})
}

func newCircleStatus(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status [NAME]",
		Short: "Say what is not yet sent, and why",
		Long: `Say of each circle, or of one, where it is, what you have there, what is not yet sent
and why. Nothing is fetched or sent for it; kith circle read does both.`,
		Example:           "  kith circle status",
		Args:              takes(0, 1),
		ValidArgsFunction: a.circleNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.circleStatus(cmd.Context(), strings.Join(args, ""))
		},
	}
}

// circleStatusJSON is a circle with what the person has there.
type circleStatusJSON struct {
	archive.CircleJSON
	Files []archive.CircleFileJSON `json:"files"`
}

func (a *app) circleStatus(ctx context.Context, name string) error {
	all, err := query(ctx, a, (*store.Store).Circles)
	if err != nil {
		return err
	}
	if name != "" {
		s, err := a.existingStore(ctx)
		if err != nil {
			return err
		}
		one, err := s.Circle(ctx, name)
		if err != nil {
			return err
		}
		all = []journal.Circle{one}
	}
	if len(all) == 0 && !a.json {
		return a.circleList(ctx)
	}
	var b strings.Builder
	var out []circleStatusJSON
	for i, c := range all {
		files, err := a.opened.CircleFiles(ctx, c.ID, false)
		if err != nil {
			return err
		}
		out = append(out, circleStatusJSON{archive.Circle(c), archive.List(files, archive.CircleFile)})
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(a.drawCircle(c, files))
	}
	if a.json {
		return a.printJSON(append([]circleStatusJSON{}, out...))
	}
	return a.page(ctx, b.String())
}

// drawCircle is a circle with what the person has there, and what waits.
func (a *app) drawCircle(c journal.Circle, files []journal.CircleFile) string {
	style, width := a.console.Style(), a.readingWidth()
	var b strings.Builder
	b.WriteString(style.Bold(text.Block(text.Line(c.Name), width, "")) + "\n")
	fresh := "never read: kith circle read " + shellArgument(c.Name)
	if !c.Changed.IsZero() {
		fresh = journal.Moment(c.Changed, a.now())
	}
	there := 0
	var waiting []string
	for _, f := range files {
		switch {
		case f.Sent.IsZero() && f.Withdrawn:
			waiting = append(waiting, f.Path+", to be taken away")
		case f.Sent.IsZero():
			waiting = append(waiting, f.Path)
		case !f.Withdrawn:
			there++
		}
	}
	facts := []journal.Fact{{Name: "place", Words: c.Place}, {Name: "as", Words: c.Role}, {Name: "last new", Words: fresh}, {Name: "yours", Words: text.Count(there, "file") + " there"}}
	for _, w := range waiting {
		facts = append(facts, journal.Fact{Name: "waiting", Words: w})
	}
	if len(waiting) > 0 {
		why := c.Trouble
		if why == "" {
			why = "it was not tried yet"
		}
		facts = append(facts, journal.Fact{Name: "why", Words: why}, journal.Fact{Name: "to send", Words: "kith circle read " + shellArgument(c.Name)})
	}
	for _, f := range facts {
		if f.Words != "" {
			name, words := fact(f.Name, f.Words, 8, width)
			b.WriteString(style.Dim(name) + words + "\n")
		}
	}
	return b.String()
}

func newCircleLeave(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "leave NAME",
		Short: "Leave a circle",
		Long: `Leave a circle. What you posted stays there, unless you take it away first with
kith circle withdraw; what you have read stays with you.`,
		Example:           "  kith circle leave team --yes",
		Args:              takes(1, 1),
		ValidArgsFunction: a.circleNames(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.circleLeave(cmd.Context(), args[0]) },
	}
}

func (a *app) circleLeave(ctx context.Context, name string) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	c, err := s.Circle(ctx, name)
	if err != nil {
		return err
	}
	question := "Leave " + c.Name + "? What you posted stays there."
	if c.Waiting > 0 {
		question = fmt.Sprintf("Leave %s? %s will not be sent any more. What you posted stays there.", c.Name, text.Count(c.Waiting, "waiting file"))
	}
	sure, err := a.confirm(ctx, question)
	switch {
	case err != nil:
		return err
	case !sure:
		return a.say("You are still in %s.", c.Name)
	}
	place, err := a.place(ctx, s, c)
	if err == nil {
		err = s.LeaveCircle(ctx, c.ID, a.now())
	}
	if err == nil {
		err = place.Discard()
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.Circle(c))
	}
	return a.say("You have left %s. What you posted is still at %s.", c.Name, c.Place)
}
