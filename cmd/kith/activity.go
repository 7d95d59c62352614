package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/file"
	"kith/journal/text"
	"kith/prompts"
)

func newActivity(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "activity",
		Short: "The guided activities: what there is, and your own",
	}, newActivityList(a), newActivityShow(a), newActivityCheck(a), newActivityNew(a), newActivityAnswers(a))
}

func newActivityList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the activities",
		Example: "  kith activity list\n  kith activity list --json",
		Args:    takes(0, 0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.activityList(cmd.Context()) },
	}
}

func (a *app) activityList(ctx context.Context) error {
	lib, err := a.library()
	if err != nil {
		return err
	}
	switch {
	case a.json:
		err = a.printJSON(archive.List(lib.Activities(), showActivity))
	case a.console.OutTTY():
		err = a.page(ctx, a.drawActivities(lib.Activities()))
	default:
		err = printRows(a.console.Table(), lib.Activities(), func(e prompts.Entry) []string {
			minutes, whose := "", ""
			if e.Minutes > 0 {
				minutes = strconv.Itoa(e.Minutes)
			}
			if e.Own {
				whose = "yours"
			}
			return []string{e.ID, strings.Join(e.Aliases, ", "), minutes, whose, e.Title, e.About}
		})
	}
	if err != nil {
		return err
	}
	for _, broken := range lib.Broken() {
		err := a.say("%s has mistakes and is left out; see: kith activity check %s", broken.Name, shellArgument(broken.Name))
		if err != nil {
			return err
		}
	}
	return nil
}

// drawActivities lists activities to choose from, each with what it answers to,
// how long it takes and what it is for: more than the columns of a table hold.
func (a *app) drawActivities(entries []prompts.Entry) string {
	style, width := a.console.Style(), a.readingWidth()
	var b strings.Builder
	for _, e := range entries {
		facts := ""
		if len(e.Aliases) > 0 {
			facts = " (also " + text.Line(strings.Join(e.Aliases, ", ")) + ")"
		}
		if e.Minutes > 0 {
			facts += ", " + text.Count(e.Minutes, "minute")
		}
		if e.Own {
			facts += ", yours"
		}
		what := text.Sentence(e.Title)
		if e.About != "" {
			what += " " + text.Sentence(e.About)
		}
		b.WriteString(style.Bold(e.ID) + facts + "\n" + text.Block(text.Line(what), width, "    ") + "\n")
	}
	return b.String()
}

// activityJSON is an activity without its steps.
type activityJSON struct {
	ID      string     `json:"id"`
	Aliases []string   `json:"aliases"`
	Title   string     `json:"title"`
	About   *string    `json:"about"`
	Minutes *int       `json:"minutes"`
	Tags    []string   `json:"tags"`
	Private bool       `json:"private"`
	Own     bool       `json:"own"`
	File    *string    `json:"file"`
	Source  originJSON `json:"source"`
}

type originJSON struct {
	Citation *string `json:"citation"`
	URL      *string `json:"url"`
	Licence  *string `json:"licence"`
}

func showActivity(e prompts.Entry) activityJSON {
	return activityJSON{
		ID: e.ID, Aliases: archive.OrEmpty(e.Aliases), Title: e.Title, About: archive.OrNull(e.About), Minutes: archive.OrNull(e.Minutes),
		Tags: archive.OrEmpty(e.Tags), Private: e.Private, Own: e.Own, File: archive.OrNull(e.File),
		Source: originJSON{archive.OrNull(e.Origin.Citation), archive.OrNull(e.Origin.URL), archive.OrNull(e.Origin.Licence)},
	}
}

func newActivityShow(a *app) *cobra.Command {
	var markdown bool
	cmd := &cobra.Command{
		Use:   "show ACTIVITY",
		Short: "Show every question of an activity",
		Long: `Show the whole sheet of an activity: every question it asks, in order, and
where it comes from. With --markdown it is a blank sheet to print on paper.`,
		Example:           "  kith activity show 5.3\n  kith activity show gibbs-cycle --markdown",
		Args:              takes(1, 1),
		ValidArgsFunction: a.activityNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.activityShow(cmd.Context(), args[0], markdown)
		},
	}
	cmd.Flags().BoolVar(&markdown, "markdown", false, "a blank sheet in Markdown")
	return cmd
}

func (a *app) activityShow(ctx context.Context, name string, markdown bool) error {
	lib, err := a.library()
	if err != nil {
		return err
	}
	activity, err := lib.Find(name)
	if err != nil {
		return err
	}
	if a.json {
		entry := prompts.Entry{Activity: activity}
		if i := slices.IndexFunc(lib.Activities(), func(e prompts.Entry) bool { return e.ID == activity.ID }); i >= 0 {
			entry = lib.Activities()[i]
		}
		return a.printJSON(sheetJSON{
			activityJSON: showActivity(entry), Intro: archive.OrNull(activity.Intro), Closing: archive.OrNull(activity.Closing),
			Steps: archive.List(activity.Steps, showStep),
		})
	}
	sheet := text.Visible(prompts.Sheet(activity, markdown))
	if !markdown {
		sheet = text.Block(sheet, a.readingWidth(), "")
	}
	return a.page(ctx, sheet)
}

// sheetJSON is an activity with its steps.
type sheetJSON struct {
	activityJSON
	Intro   *string    `json:"intro"`
	Closing *string    `json:"closing"`
	Steps   []stepJSON `json:"steps"`
}

type stepJSON struct {
	Key      string         `json:"key"`
	Kind     journal.Kind   `json:"kind"`
	Prompt   string         `json:"prompt"`
	Help     *string        `json:"help"`
	Required bool           `json:"required"`
	Private  bool           `json:"private"`
	Full     bool           `json:"full"`
	Sitting  int            `json:"sitting"`
	Remind   bool           `json:"remind"`
	Lead     bool           `json:"lead"`
	Record   *string        `json:"record"`
	When     *conditionJSON `json:"when"`
	Options  []optionJSON   `json:"options"`
	Anchors  []string       `json:"anchors"`
	Fields   []string       `json:"fields"`
	Over     *string        `json:"over"`
	Steps    []stepJSON     `json:"steps"`
}

type conditionJSON struct {
	Key   string     `json:"key"`
	Op    prompts.Op `json:"op"`
	Value any        `json:"value"`
}

type optionJSON struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

func showStep(s prompts.Step) stepJSON {
	out := stepJSON{
		Key: s.Key, Kind: s.Kind, Prompt: s.Prompt, Help: archive.OrNull(s.Help),
		Required: s.Required, Private: s.Private, Full: s.Full, Sitting: max(s.Sitting, 1), Remind: s.Remind, Lead: s.Lead,
		Record: archive.OrNull(s.Record), Anchors: archive.OrEmpty(s.Anchors), Fields: archive.OrEmpty(s.Fields),
		Options: archive.List(s.Options, func(o journal.Option) optionJSON { return optionJSON(o) }),
		Over:    archive.OrNull(s.Over), Steps: archive.List(s.Steps, showStep),
	}
	if s.When != nil {
		out.When = &conditionJSON{Key: s.When.Key, Op: s.When.Op, Value: s.When.Value}
	}
	return out
}

func newActivityNew(a *app) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "new ID",
		Short: "Write a file to begin an activity of your own with",
		Long: `Write a commented file into your own activity folder, to begin an activity of
your own with.

An activity with the id of a built-in one stands in for it. With --force and that
id the file is a copy of the built-in one, to change as you like; delete it, and
the built-in one is back.`,
		Example: `  kith activity new friday-look-back
  kith activity new gibbs-cycle --force`,
		Args: takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.activityNew(args[0], force) },
	}
	cmd.Flags().BoolVar(&force, "force", false, "take the id of a built-in activity, and begin with a copy of that")
	return cmd
}

func (a *app) activityNew(id string, force bool) error {
	if !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(id) {
		return journal.Errorf(journal.Invalid, "an activity's id has only a to z, 0 to 9 and -, and %q is not one", id).
			WithHint("choose one such as: kith activity new friday-look-back")
	}
	dir, err := a.activityDir()
	if err != nil {
		return err
	}
	lib, err := a.library()
	if err != nil {
		return err
	}
	path, src, said := filepath.Join(dir, id+".toml"), prompts.Starter(id), "Written."
	for _, e := range lib.Activities() {
		switch {
		case !e.AnswersTo(id) || e.File == path:
		case e.Own:
			return journal.Errorf(journal.Conflict, "%q names the activity in %s", id, e.File).
				WithHint("choose another id, or change that file")
		case e.ID == id && force:
			src, said = e.Source, "Written; it stands in for the built-in one."
		default:
			return journal.Errorf(journal.Conflict, "%q names a built-in activity, %s, which yours would hide", id, e.Title).
				WithHint("choose another id, or begin with a copy of that one: kith activity new %s --force", e.ID)
		}
	}
	err = file.CreateText(path, src)
	switch {
	case errors.Is(err, fs.ErrExist):
		return journal.Errorf(journal.Conflict, "the activity file %s is there already", path).
			WithHint("change that one, or choose another id")
	case err != nil:
		return fileError("the activity file", path, err)
	case a.json:
		return a.printJSON(map[string]string{"id": id, "file": path})
	}
	if err := a.print(path + "\n"); err != nil {
		return err
	}
	return a.say("%s Change it in your editor, then check it: kith activity check %s", said, shellArgument(path))
}

func newActivityAnswers(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "answers ACTIVITY",
		Short: "Print an answers file to fill in",
		Long: `Print an answers file to fill in: each prompt is a comment over its key. What
is filled in becomes a reflection with kith reflect ACTIVITY --answers FILE.`,
		Example:           "  kith activity answers gibbs-cycle > gibbs.toml",
		Args:              takes(1, 1),
		ValidArgsFunction: a.activityNames(),
		RunE:              func(_ *cobra.Command, args []string) error { return a.activityAnswers(args[0]) },
	}
}

func (a *app) activityAnswers(name string) error {
	lib, err := a.library()
	if err != nil {
		return err
	}
	activity, err := lib.Find(name)
	if err != nil {
		return err
	}
	return a.print(text.Visible(prompts.AnswersForm(activity)))
}
