package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newHistory(a *app) *cobra.Command {
	var showDiff bool
	cmd := &cobra.Command{
		Use:   "history [REF [NUMBER]]",
		Short: "List what a reflection said before it was changed",
		Long: `List what a reflection said before it was changed, the newest first. With a number
that text is shown. --diff shows what each change took away (-) and added (+).`,
		Example: `  kith history last
  kith history last 1
  kith history last --diff`,
		Args:              takes(0, 2),
		ValidArgsFunction: a.reflectionNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			number := ""
			if len(args) == 2 {
				number = args[1]
			}
			return a.history(cmd.Context(), append(args, "last")[0], number, showDiff)
		},
	}
	cmd.Flags().BoolVar(&showDiff, "diff", false, "show what each change took away and added")
	return cmd
}

// revisionJSON is an earlier text of a reflection.
type revisionJSON struct {
	Number     int                    `json:"number"`
	Reflection archive.ReflectionJSON `json:"reflection"`
}

func (a *app) history(ctx context.Context, ref, number string, showDiff bool) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	r, err := s.Reflection(ctx, ref)
	if err != nil {
		return err
	}
	revision := func(v journal.Revision) revisionJSON { return revisionJSON{v.Number, archive.Reflection(v.Reflection)} }
	if number != "" {
		n, err := strconv.Atoi(number)
		if err != nil {
			return wrongUse(fmt.Sprintf("%q is no number of an earlier text", text.Line(number)), "see which there are: kith history "+r.ID.Short())
		}
		v, err := a.revision(ctx, s, r, n)
		switch {
		case err != nil:
			return err
		case a.json:
			return a.printJSON(revision(v))
		}
		words := a.editable(v.Reflection)
		if a.console.OutTTY() { // where alone control characters would act
			words = text.Visible(words)
		}
		return a.page(ctx, words)
	}
	all, err := s.Revisions(ctx, r.ID)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.List(all, revision))
	case len(all) == 0:
		return a.say("%s says what it said when it was kept. Change it: kith edit %s", r.Title, r.ID.Short())
	case showDiff:
		return a.page(ctx, a.drawChanges(r, all))
	}
	t := a.console.Table("number", "written", "words", "title").Words("title")
	if err := printRows(t, all, func(v journal.Revision) []string {
		return []string{strconv.Itoa(v.Number), a.when(v.Reflection.Updated), strconv.Itoa(v.Reflection.Words()), v.Reflection.Title}
	}); err != nil {
		return err
	}
	return a.say("Read one: kith history %s %d. Go back to it: kith edit %s --revert %d", r.ID.Short(), all[0].Number, r.ID.Short(), all[0].Number)
}

// revision is an earlier text of a reflection, by its number.
func (a *app) revision(ctx context.Context, s *store.Store, r journal.Reflection, number int) (journal.Revision, error) {
	all, err := s.Revisions(ctx, r.ID)
	for _, v := range all {
		if v.Number == number {
			return v, err
		}
	}
	if err == nil {
		err = journal.Errorf(journal.NotFound, "%s has no earlier text of the number %d", text.Line(r.Title), number).
			WithHint("see which there are: kith history %s", r.ID.Short())
	}
	return journal.Revision{}, err
}

// drawChanges draws what each change of a reflection did, the latest first.
func (a *app) drawChanges(r journal.Reflection, before []journal.Revision) string {
	style, width := a.console.Style(), a.readingWidth()
	var b strings.Builder
	for _, v := range before {
		head := fmt.Sprintf("%d, written %s, changed %s", v.Number, journal.Moment(v.Reflection.Updated, a.now()), journal.Moment(r.Updated, a.now()))
		b.WriteString(style.Bold(head) + "\n\n")
		for _, line := range changedLines(v.Reflection, r) {
			drawn := text.Block(text.Visible(line), width, "")
			switch {
			case strings.HasPrefix(line, "+"):
				drawn = style.Bold(drawn)
			case strings.HasPrefix(line, "-"):
				drawn = style.Dim(drawn)
			}
			b.WriteString(drawn + "\n")
		}
		b.WriteString("\n")
		r = v.Reflection
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// changedLines are the lines that make one text of a reflection of another: those that
// go begin with -, those that come with +, and some around them with a space.
func changedLines(before, after journal.Reflection) []string {
	page := func(r journal.Reflection) []byte {
		r.Updated = time.Time{} // which always changes
		return archive.Markdown().File(r).Text
	}
	before.Source, after.Source = journal.Source{}, journal.Source{}
	var lines []string
	for _, line := range strings.Split(strings.TrimSuffix(string(diff.Diff("before", page(before), "after", page(after))), "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "diff "), strings.HasPrefix(line, "--- before"), strings.HasPrefix(line, "+++ after"):
		case strings.HasPrefix(line, "@@"):
			if len(lines) > 0 {
				lines = append(lines, "  ...")
			}
		default:
			lines = append(lines, strings.TrimRight(line, " "))
		}
	}
	return lines
}
