package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/text"
	"kith/store"
)

func newBackup(a *app) *cobra.Command {
	keep := 0
	cmd := &cobra.Command{
		Use:   "backup [FILE|FOLDER]",
		Short: "Copy your journal, and check the copy",
		Long: `Copy your journal, and check the copy. It is the journal as it is at one moment,
whatever is written to it meanwhile, and gets its name only once it was found whole.
An earlier backup of that name is replaced, and nothing else is.

In a folder the copy is named after the day and the time, as in
kith-2026-11-26-143000.db (of a journal called work, kith-work-2026-11-26-143000.db);
--keep removes the oldest of those. What may be the backup of another journal stays,
such as that of a second machine: what was added to it last is not in this one.
Without a name it goes to the folder backups beside the journal: on another disk it
outlives this one.

A backup is a journal like any other, and as private. It is put back with kith restore.`,
		Example: `  kith backup
  kith backup my-journal.db
  kith backup . --keep 7`,
		Args: takes(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("keep") && keep < 1 {
				return wrongUse(fmt.Sprintf("--keep cannot be %d", keep), "say how many backups are to stay, the new one too: --keep 7")
			}
			return a.backup(cmd.Context(), strings.Join(args, ""), keep)
		},
	}
	cmd.Flags().IntVar(&keep, "keep", 0, "remove the oldest backups in the folder, so that `N` are left")
	return cmd
}

// backupJSON says what a backup did.
type backupJSON struct {
	File        string   `json:"file"`
	Bytes       int64    `json:"bytes"`
	Reflections int      `json:"reflections"`
	Removed     []string `json:"removed"`
	Left        []string `json:"left"` // that may be another journal's
}

// backup copies the journal to a file, or into a folder; "" is the one beside it.
func (a *app) backup(ctx context.Context, to string, keep int) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	folder := ""
	info, err := os.Stat(to)
	switch {
	case to == "":
		folder = store.BackupFolder(s.Path())
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fileError("the folder", folder, err)
		}
	case err == nil && info.IsDir():
		folder = to
	case strings.HasSuffix(to, "/") || strings.HasSuffix(to, string(filepath.Separator)):
		return journal.Errorf(journal.NotFound, "there is no folder %s", to).WithHint("make it first: mkdir -p %s", text.ShellWord(to))
	case keep > 0:
		return wrongUse("--keep is for backups in a folder, and "+to+" is none", "type: kith backup FOLDER --keep 7")
	}
	file := to
	if folder != "" {
		file = store.BackupName(folder, s.Path(), a.now())
	} else if err := a.mayBackUpTo(file); err != nil {
		return err
	}
	made, err := s.Backup(ctx, file)
	for folder != "" && errors.Is(err, fs.ErrExist) { // another kith made one at the same moment
		made, err = s.Backup(ctx, store.BackupName(folder, s.Path(), a.now()))
	}
	if err != nil {
		return err
	}
	done := backupJSON{made.Path, made.Bytes, made.Reflections, []string{}, []string{}}
	if keep > 0 {
		if err := a.dropBackups(ctx, s, folder, keep, &done); err != nil {
			return err
		}
	}
	if a.json {
		return a.printJSON(done)
	}
	said := fmt.Sprintf("%s backed up to %s, and checked.", text.Count(done.Reflections, "reflection"), done.File)
	if len(done.Removed) > 0 {
		said += " Removed: " + text.Count(len(done.Removed), "older backup") + "."
	}
	switch n := len(done.Left); {
	case n == 1:
		said += "\nLeft alone: " + done.Left[0] + ". It may be another journal's: what was added to it last is not in this one."
	case n > 1:
		said += fmt.Sprintf("\nLeft alone: %s and %s. They may be another journal's: what was added to them last is not in this one.", done.Left[0], text.Count(n-1, "other"))
	}
	if to == "" {
		said += "\nThat is on the same disk as the journal. On another one: kith backup FOLDER"
	}
	return a.say("%s", said)
}

// dropBackups removes the oldest backups of the journal in a folder, so that some are left
// with the one that was just made, which stays whatever the clock says.
func (a *app) dropBackups(ctx context.Context, s *store.Store, folder string, keep int, done *backupJSON) error {
	all, err := store.Backups(folder, s.Path())
	if err != nil {
		return fileError("the folder", folder, err)
	}
	var old []string
	for _, name := range all {
		if name == done.File {
			continue
		}
		own, err := s.IsOwnBackup(ctx, name)
		_, gone := os.Lstat(name)
		switch {
		case err != nil:
			return err
		case errors.Is(gone, fs.ErrNotExist): // another kith removed it
		case own:
			old = append(old, name)
		default:
			done.Left = append(done.Left, name)
		}
	}
	for _, name := range old[:max(0, len(old)+1-keep)] {
		err := os.Remove(name)
		if errors.Is(err, fs.ErrNotExist) { // another kith was first
			continue
		}
		if err != nil {
			return fileError("the backup", name, err)
		}
		done.Removed = append(done.Removed, name)
	}
	return nil
}

// mayBackUpTo refuses to write a backup over anything but an earlier one.
func (a *app) mayBackUpTo(name string) error {
	const hint = "choose another name: kith backup my-journal.db"
	if err := a.notJournal(name, hint); err != nil {
		return err
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fileError("the backup", name, err)
	case info.Mode().IsRegular() && info.Size() == 0:
		return nil
	case info.Mode().IsRegular():
		is, err := store.IsBackup(name)
		if err != nil {
			return fileError("the backup", name, err)
		}
		if is {
			return nil
		}
	}
	return journal.Errorf(journal.Conflict, "%s is there already, and is no backup of kith's", name).WithHint(hint)
}
