package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal/archive"
	"kith/prompts"

	"kith/journal/text"
)

func newActivityList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the activities",
		Example: "  kith activity list\n  kith activity list --json",
		Args:    takes(0, 0),
		RunE:    func(*cobra.Command, []string) error { return a.activityList() },
	}
}

func (a *app) activityList() error {
	lib, err := a.library()
	if err != nil {
		return err
	}
	if err := a.listActivities(lib.Activities()); err != nil {
		return err
	}
	for _, broken := range lib.Broken() {
		err := a.say("%s has mistakes and is left out; see: kith activity check %s", broken.Name, shellWord(broken.Name))
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *app) listActivities(entries []prompts.Entry) error {
	if a.json {
		list := make([]activityJSON, len(entries))
		for i, e := range entries {
			list[i] = newActivityJSON(e)
		}
		return a.printJSON(list)
	}
	t := a.console.Table("activity", "also", "minutes", "", "title")
	for _, e := range entries {
		minutes, whose := "", ""
		if e.Minutes > 0 {
			minutes = strconv.Itoa(e.Minutes)
		}
		if e.Own {
			whose = "yours"
		}
		err := t.Row(e.ID, strings.Join(e.Aliases, ", "), minutes, whose, text.Line(e.Title))
		if err != nil {
			return err
		}
	}
	return t.Flush()
}

// activityJSON is an activity without its steps.
type activityJSON struct {
	ID      string     `json:"id"`
	Aliases []string   `json:"aliases"`
	Title   string     `json:"title"`
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

func newActivityJSON(e prompts.Entry) activityJSON {
	return activityJSON{
		ID: e.ID, Aliases: archive.OrEmpty(e.Aliases), Title: e.Title, Minutes: archive.OrNull(e.Minutes),
		Tags: archive.OrEmpty(e.Tags), Private: e.Private, Own: e.Own, File: archive.OrNull(e.File),
		Source: originJSON{archive.OrNull(e.Origin.Citation), archive.OrNull(e.Origin.URL), archive.OrNull(e.Origin.Licence)},
	}
}
