package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
	"kith/store"
)

type doctorOptions struct {
	fix    bool
	rescue string
}

func newDoctor(a *app) *cobra.Command {
	var opts doctorOptions
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look whether your journal is well, and mend it",
		Long: `Look whether your journal is well: its file and what is in it, the search index, who
may read it, where it lies, what was left behind. Each thing found comes with what to
do about it. What is wrong ends in exit code 1; what is only worth knowing, such as a
folder that another program copies, does not.

Nothing is changed without --fix, which mends what can be mended, after it has copied
the journal as it is to a file beside it. --rescue makes a new journal of what can be
read of a damaged one, row by row, and touches nothing of that.`,
		Example: `  kith doctor
  kith doctor --fix
  kith doctor --rescue rescued.db`,
		Args: takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case opts.fix && cmd.Flags().Changed("rescue"):
				return wrongUse("--fix and --rescue do not go together", "rescue what can be read first: kith doctor --rescue NEW")
			case cmd.Flags().Changed("rescue") && opts.rescue == "":
				return wrongUse("--rescue needs a name", "type: kith doctor --rescue NEW")
			}
			found, err := a.hasJournal()
			if err == nil && !found {
				err = a.noJournal()
			}
			if err != nil {
				return err
			}
			if opts.rescue != "" {
				return a.doctorRescue(cmd.Context(), opts.rescue)
			}
			return a.doctor(cmd.Context(), opts.fix)
		},
	}
	cmd.Flags().BoolVar(&opts.fix, "fix", false, "mend what can be mended, after a copy was made")
	cmd.Flags().StringVar(&opts.rescue, "rescue", "", "make the journal `NEW` of what can be read of a damaged one")
	return cmd
}

// remark is what is said of a kind of finding: what it means, and what to do about it.
type remark struct {
	wrong    bool // else it is worth knowing
	says, do string
}

// noBackup is a finding of the command's own.
const noBackup store.FindingKind = "backup"

const backupAge = 30 * 24 * time.Hour

// remarks is the one table from what was found to what is said.
func remarks() map[store.FindingKind]remark {
	return map[store.FindingKind]remark{
		store.Damage: {true, "The file is damaged.",
			"kith doctor --fix mends what is only an index. Else put a backup in its place, kith restore FILE, or save what can be read: kith doctor --rescue NEW"},
		store.BrokenLog: {true, "The log beside the journal, in which what was written last still stands, is damaged. kith reads it up to there; the next command keeps a copy of it all and goes on without the rest.",
			"before you do anything else save all of it: kith doctor --rescue NEW; and go on with that: kith restore NEW"},
		store.Misnamed:   {true, "The header of the file says another version than the journal is of.", "save all of it: kith doctor --rescue NEW; and go on with that: kith restore NEW"},
		store.Dangling:   {true, "Something names what is not there: rows were lost, or another program changed them.", "save what can be read: kith doctor --rescue NEW; or restore a backup: kith restore FILE"},
		store.Unreadable: {true, "These are not as kith writes them, and cannot be shown.", "save what can be read: kith doctor --rescue NEW; or restore a backup: kith restore FILE"},
		store.OutOfStep:  {true, "The search index is out of step with the journal, so that kith search misses something or finds what is no longer there.", "make it anew: kith doctor --fix"},
		store.Loose:      {true, "Others who use this computer may read or write here.", "make it yours alone: kith doctor --fix"},
		store.Foreign:    {true, "These belong to somebody else, such as root.", "take them back: sudo chown $USER FILE"},
		store.Older:      {false, "An earlier kith wrote this journal.", "nothing: the next command that opens it brings it up to date, and makes a copy first"},
		store.Network:    {false, "The journal is on a drive of another machine, where two programs may not see that the other one writes.", "use it from one machine at a time, and back it up; or keep it on this one: --journal PATH"},
		store.Synced:     {false, "Another program copies this folder to other machines. It may copy a journal that is half written, or two at once.", "keep the journal elsewhere, and let that folder have backups: kith backup FOLDER --keep 7"},
		store.Edited:     {false, "An editor left a text behind that no kith has taken back.", "go on with its draft, which takes it back; or read the file, and remove it"},
		store.StaleDraft: {false, "These drafts were not gone on with for more than 30 days.", "go on with one, kith resume DRAFT, or put it into the trash: kith draft delete DRAFT"},
		store.StaleLock:  {false, "These locks are of drafts that are no more. They do no harm.", "remove them: kith doctor --fix"},
		store.Leftover:   {false, "A kith that was stopped half way left these behind.", "remove them: kith doctor --fix"},
		store.OldCopy:    {false, "kith made these copies more than 30 days ago, before it changed the journal as a whole. What you have deleted since may be in them.", "remove those you no longer want"},
		noBackup:         {false, "There is no backup of the last 30 days where kith puts them. One that you keep elsewhere it does not know of.", "make one: kith backup, or better on another disk: kith backup FOLDER"},
	}
}

// findingJSON is something that was found.
type findingJSON struct {
	Kind   string   `json:"kind"`
	Wrong  bool     `json:"wrong"`
	Text   string   `json:"text"`
	Do     *string  `json:"do"`
	Names  []string `json:"names"`
	Mended bool     `json:"mended"`
}

// doctorJSON is what was found; backup is the copy that was made before it was mended.
type doctorJSON struct {
	Journal  string        `json:"journal"`
	Findings []findingJSON `json:"findings"`
	Backup   *string       `json:"backup"`
}

func (a *app) doctor(ctx context.Context, fix bool) error {
	path, err := a.journalPath()
	if err != nil {
		return err
	}
	out := doctorJSON{Journal: path, Findings: []findingJSON{}}
	found, err := a.examine(ctx, path)
	if err != nil {
		return err
	}
	left := found
	if fix {
		kept, err := store.Mend(ctx, path, a.now())
		if err != nil {
			return err
		}
		out.Backup = archive.OrNull(kept)
		if left, err = a.examine(ctx, path); err != nil {
			return err
		}
	}
	wrong, mended := 0, 0
	for _, f := range left {
		one := toldOf(f)
		if one.Wrong {
			wrong++
		}
		out.Findings = append(out.Findings, one)
	}
	for _, f := range found {
		if !slices.ContainsFunc(left, func(l store.Finding) bool { return l.Kind == f.Kind }) {
			one := toldOf(f)
			one.Mended = true
			mended++
			out.Findings = append(out.Findings, one)
		}
	}
	slices.SortStableFunc(out.Findings, func(x, y findingJSON) int { // what is wrong comes first
		return cmp.Compare(rank(x), rank(y))
	})
	if a.json {
		err = a.printJSON(out)
	} else {
		err = a.print(a.drawFindings(out.Findings))
	}
	if err != nil {
		return err
	}
	if out.Backup != nil {
		if err := a.say("The journal as it was is in %s", *out.Backup); err != nil {
			return err
		}
	}
	if mended > 0 {
		if err := a.say("Mended: %s.", text.Count(mended, "thing")); err != nil {
			return err
		}
	}
	if wrong > 0 {
		is := "things are"
		if wrong == 1 {
			is = "thing is"
		}
		return journal.Errorf(journal.Internal, "%d %s wrong with the journal %s", wrong, is, path)
	}
	return a.say("Nothing is wrong.")
}

// examine looks for what is the matter with a journal, its backups too.
func (a *app) examine(ctx context.Context, path string) ([]store.Finding, error) {
	found, err := store.Examine(ctx, path, a.now())
	if err != nil {
		return nil, err
	}
	folder := store.BackupFolder(path)
	backups, err := store.Backups(folder, path)
	if err != nil {
		return nil, fileError("the folder", folder, err)
	}
	if len(backups) > 0 {
		info, err := os.Stat(backups[len(backups)-1])
		if err == nil && a.now().Sub(info.ModTime()) <= backupAge {
			return found, nil
		}
	}
	return append(found, store.Finding{Kind: noBackup}), nil
}

// toldOf is what is said of a finding.
func toldOf(f store.Finding) findingJSON {
	about := remarks()[f.Kind]
	var e *journal.Error
	if errors.As(f.Err, &e) {
		about = remark{true, text.Sentence(e.Text), e.Hint}
	}
	return findingJSON{Kind: string(f.Kind), Wrong: about.wrong, Text: about.says, Do: archive.OrNull(about.do), Names: append([]string{}, f.Names...)}
}

// rank is where a finding stands among the others.
func rank(f findingJSON) int {
	switch {
	case f.Mended:
		return 2
	case f.Wrong:
		return 0
	}
	return 1
}

// drawFindings is what was found as a page.
func (a *app) drawFindings(found []findingJSON) string {
	style, width := a.reading()
	var b strings.Builder
	for i, f := range found {
		mark := style.Bold("Worth knowing")
		switch {
		case f.Mended:
			mark = style.Bold("Mended")
		case f.Wrong:
			mark = style.Alert("Wrong")
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(mark + "\n" + text.Block(text.Line(f.Text), width, "  ") + "\n")
		const most = 10
		for _, name := range f.Names[:min(most, len(f.Names))] {
			b.WriteString("    " + text.Line(name) + "\n")
		}
		if more := len(f.Names) - most; more > 0 {
			fmt.Fprintf(&b, "    and %d more\n", more)
		}
		if f.Do != nil && !f.Mended {
			b.WriteString(text.Block("What to do: "+text.Line(*f.Do), width, "  ") + "\n")
		}
	}
	return b.String()
}

// rescuedJSON says what a rescue did.
type rescuedJSON struct {
	File   string             `json:"file"`
	Tables []rescuedTableJSON `json:"tables"`
}

type rescuedTableJSON struct {
	Table   string `json:"table"`
	Came    int    `json:"came"`
	Lost    int    `json:"lost"`
	Counted bool   `json:"counted"`
}

func (a *app) doctorRescue(ctx context.Context, to string) error {
	path, err := a.journalPath()
	if err != nil {
		return err
	}
	if err := a.notJournal(to, "name another file: kith doctor --rescue NEW"); err != nil {
		return err
	}
	tables, err := store.Rescue(ctx, path, to)
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(rescuedJSON{to, each(tables, func(t store.RescuedTable) rescuedTableJSON {
			return rescuedTableJSON{t.Table, t.Came, t.Lost, !t.Unknown}
		})})
	} else {
		err = a.drawRescued(to, tables)
	}
	if err != nil {
		return err
	}
	for _, t := range tables {
		if t.Table != "answer" || t.Lost == 0 && (!t.Unknown || t.Came > 0) {
			continue
		}
		said := text.Count(t.Lost, "answer") + " in the damaged journal could not be read whole"
		switch {
		case t.Lost == 0:
			said = "no answer in the damaged journal could be read"
		case t.Unknown:
			said = "at least " + said
		}
		return journal.Errorf(journal.Internal, "%s", said).
			WithHint("a backup may have more: kith restore FILE; and keep the damaged journal, other programs may read more of it")
	}
	return nil
}

// drawRescued says what came and what did not.
func (a *app) drawRescued(to string, tables []store.RescuedTable) error {
	unknown := false
	table := a.console.Table("what", "came", "lost")
	for _, t := range tables {
		lost := fmt.Sprint(t.Lost)
		if t.Unknown {
			lost, unknown = "not known", true
		}
		if t.Came > 0 || t.Lost > 0 || t.Unknown {
			if err := table.Row(strings.ReplaceAll(t.Table, "_", " "), fmt.Sprint(t.Came), lost); err != nil {
				return err
			}
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if unknown {
		if err := a.say("Where it is not known how many were lost, see whether something is missing before you remove the damaged journal."); err != nil {
			return err
		}
	}
	return a.say("What could be read is in %s. Look at it: kith --journal %[2]s list. To go on with it: kith restore %[2]s", to, text.ShellWord(journalWord(to)))
}

// journalWord is a file as --journal takes it: one that a bare word names is in kith's own
// folder.
func journalWord(name string) string {
	if isJournalPath(name) {
		return name
	}
	return "." + string(filepath.Separator) + name
}
