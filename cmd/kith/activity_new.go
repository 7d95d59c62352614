package main

import (
	"path/filepath"
	"regexp"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/prompts"
)

func newActivityNew(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "new ID",
		Short: "Write a file to begin an activity of your own with",
		Long: `Write a commented file into your own activity folder, to begin an activity of
your own with. An activity with the id of a built-in one stands in for it.`,
		Example: "  kith activity new friday-look-back",
		Args:    takes(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.activityNew(args[0]) },
	}
}

func (a *app) activityNew(id string) error {
	if !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(id) {
		return journal.Errorf(journal.Invalid, "an activity's id has only a to z, 0 to 9 and -, and %q is not one", id).
			WithHint("as in: kith activity new friday-look-back")
	}
	dir, err := a.activityDir()
	if err != nil {
		return err
	}
	file := filepath.Join(dir, id+".toml")
	if err := writeNew("the activity file", file, prompts.Starter(id)); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]string{"id": id, "file": file})
	}
	if err := a.print(file); err != nil {
		return err
	}
	return a.say("written; change it in your editor, then: kith activity check %s", shellWord(file))
}
