package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

func newActivityCheck(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE...",
		Short: "Check activity files, and say what to mend",
		Long: `Check activity files. Every mistake is named at once, with its line and what
would be right. With - the file is read from standard input.`,
		Example: "  kith activity check weekly.toml",
		Args:    takes(1, -1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.activityCheck(cmd.Context(), args) },
	}
}

// checked is what was found in one activity file.
type checked struct {
	File     string        `json:"file"`
	Activity *string       `json:"activity"`
	Problems []problemJSON `json:"problems"`
}

type problemJSON struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

func (a *app) activityCheck(ctx context.Context, files []string) error {
	lib, err := a.library()
	if err != nil {
		return err
	}
	var found []checked
	mistakes := 0
	for _, name := range files {
		c := checked{File: name, Problems: []problemJSON{}}
		src, err := a.readFile(ctx, "the activity file", name)
		if err != nil {
			return err
		}
		activity, err := prompts.Parse(name, src)
		if err == nil {
			err = lib.BrokenFile(name) // sound by itself, and yet at odds with another
		}
		var broken *prompts.FileError
		switch {
		case err == nil:
			c.Activity = &activity.ID
		case errors.As(err, &broken):
			c.Problems = each(broken.Problems, func(p prompts.Problem) problemJSON { return problemJSON{p.Line, p.Text} })
		default:
			return err
		}
		found = append(found, c)
		mistakes += len(c.Problems)
	}
	if a.json {
		if err := a.printJSON(found); err != nil {
			return err
		}
	} else {
		for _, c := range found {
			for _, p := range c.Problems {
				if err := a.print(text.Line(fmt.Sprintf("%s:%d: %s", c.File, p.Line, p.Text)) + "\n"); err != nil {
					return err
				}
			}
			if len(c.Problems) == 0 {
				if err := a.say("%s: %s is fine; try it: kith activity show %s", c.File, *c.Activity, *c.Activity); err != nil {
					return err
				}
			}
		}
	}
	if mistakes == 0 {
		return nil
	}
	return journal.Errorf(journal.Invalid, "%s to mend", text.Count(mistakes, "mistake")).
		WithHint("see how such a file is written: kith help activities")
}
