package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

func newRestore(a *app) *cobra.Command {
	undo := false
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the place of your journal",
		Long: `Put a backup in the place of your journal. The backup is checked first, and stays as
it is. What was in the journal is kept in a file beside it, and --undo puts that back;
to undo that again is to restore again. A damaged journal is kept too, but not put
back: kith doctor --rescue makes a new one of what can be read of it.

Another kith that is running goes on in what was restored; what it had written until
then is in what is kept.`,
		Example: `  kith restore my-journal.db --yes
  kith restore --undo --yes`,
		Args: takes(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case undo && len(args) > 0:
				return wrongUse("--undo puts back what was replaced last, and takes no file", "type: kith restore --undo")
			case undo:
				return a.restore(cmd.Context(), "")
			case len(args) == 0:
				return wrongUse("kith restore needs FILE", seeUsage(cmd))
			}
			return a.restore(cmd.Context(), args[0])
		},
	}
	cmd.Flags().BoolVar(&undo, "undo", false, "put back what the last restore replaced")
	return cmd
}

// restoredJSON says what a restore did.
type restoredJSON struct {
	Reflections int     `json:"reflections"`
	Kept        *string `json:"kept"`
}

// restore puts a backup in the place of the journal; "" is what the last restore replaced.
func (a *app) restore(ctx context.Context, from string) error {
	path, err := a.journalPath()
	if err != nil {
		return err
	}
	there, err := a.hasJournal()
	if err != nil {
		return err
	}
	if there {
		question := fmt.Sprintf("Put %s in the place of your journal? What is in it now is kept.", from)
		if from == "" {
			question = "Put back what the last restore replaced? What is in your journal now is kept."
		}
		sure, err := a.confirm(ctx, question)
		if err != nil {
			return err
		}
		if !sure {
			return a.say("The journal stays as it is.")
		}
	}
	var r store.Restored
	if from == "" {
		r, err = store.UndoRestore(ctx, path, a.now())
	} else {
		r, err = store.Restore(ctx, path, from, a.now())
	}
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(restoredJSON{r.Reflections, archive.OrNull(r.Kept)})
	case r.Kept == "":
		return a.say("Restored: %s.", text.Count(r.Reflections, "reflection"))
	case r.Damaged:
		return a.say("Restored: %s. The journal that was there is damaged, and kept as it was in %s. Make a journal of what can be read of it: kith --journal %s doctor --rescue NEW",
			text.Count(r.Reflections, "reflection"), r.Kept, text.ShellWord(r.Kept))
	}
	return a.say("Restored: %s. What was in the journal is kept in %s. Put that back: kith restore --undo", text.Count(r.Reflections, "reflection"), r.Kept)
}
