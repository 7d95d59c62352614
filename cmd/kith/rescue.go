package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kith/journal"
	"kith/journal/file"
	"kith/journal/text"
	"kith/prompts"
	"kith/store"
)

// rescuedSign begins the last line of a rescued file: after it comes the draft as
// the journal keeps it, with all that the text above has no words for.
const rescuedSign = "# kith draft: "

// rescue keeps a draft that the journal could not take, and why that was: in a
// file in a temporary folder or at home, else on the terminal. It says how to bring
// it back.
func (a *app) rescue(why error, d journal.Draft) error {
	d.Updated = a.now()
	words, err := rescuedText(d)
	dirs := []string{os.TempDir()}
	if home, err := a.home(); err == nil {
		dirs = append(dirs, home)
	}
	name, mended := "kith-answers-"+a.newID().Short()+".toml", "When that is mended"
	if d.Typed() {
		name = "kith-note-" + a.newID().Short() + ".md"
	}
	if store.DiskFull(why) {
		mended = "When there is room again"
	}
	for _, dir := range dirs {
		if err != nil {
			break // such a file could not be taken back
		}
		path := filepath.Join(dir, name)
		if file.CreateText(path, words) == nil {
			return a.say("What you typed is in %s. %s: kith resume --from %s", path, mended, text.ShellWord(path))
		}
	}
	// Not through say, which would break its lines.
	_, unsaid := fmt.Fprintf(a.console.Err, "This is what you typed. Copy it from here:\n\n%s\n", text.Visible(words))
	return errors.Join(err, unsaid)
}

// rescuedText is a draft as a file: the words for people, and the line to make the
// draft of. The words come with an error too.
func rescuedText(d journal.Draft) (string, error) {
	words := d.Answers[journal.NoteKey].Text
	if !d.Typed() {
		activity, err := prompts.ParseDraft(d)
		if err != nil {
			return "", err
		}
		words = prompts.DraftAnswers(activity, d)
	}
	body, err := store.EncodeDraft(d)
	if err != nil {
		return words, err
	}
	body = strings.ReplaceAll(body, "\x7f", `\u007f`) // TOML has no such character, not even in a comment
	return words + "\n\n" + rescuedSign + body + "\n", nil
}

// resumeFrom makes a draft again of what was rescued into a file, removes the file,
// and goes on; a note, which has all its words, is kept.
func (a *app) resumeFrom(ctx context.Context, name string) (err error) {
	src, err := a.readFile(ctx, "the file", name)
	if err != nil {
		return err
	}
	at := strings.LastIndex("\n"+string(src), "\n"+rescuedSign)
	if at < 0 {
		return journal.Errorf(journal.Invalid, "%s is not a file that kith rescued something into", name).
			WithHint("answers that you have written yourself: kith reflect ACTIVITY --answers %s", text.ShellWord(name))
	}
	body, _, _ := strings.Cut(string(src)[at+len(rescuedSign):], "\n")
	d, err := store.DecodeDraft(body)
	if err == nil && !d.Typed() {
		_, err = prompts.ParseDraft(d)
	}
	if err != nil || d.ID == "" {
		return &journal.Error{
			Kind: journal.Invalid, Err: err, Text: fmt.Sprintf("the last line of %s is not as kith wrote it, so no draft can be made of it", name),
			Hint: "what you typed is above that line, and stays there",
		}
	}
	asWritten, err := rescuedText(d)
	if err != nil {
		return err
	}
	st, err := a.store(ctx)
	if err != nil {
		return err
	}
	if d.ID, err = a.takeRescued(ctx, st, d); err != nil {
		return err
	}
	said := "What you typed is in the journal again, and " + name + " is removed."
	if string(src) != asWritten {
		said = "What kith rescued is in the journal again. " + name + " was changed since, and stays: what was changed there is not taken over."
	} else if err := os.Remove(name); err != nil {
		said = "What you typed is in the journal again, and " + name + " is no longer needed."
	}
	if err := a.say("%s", said); err != nil {
		return err
	}
	if d.Note != nil {
		return a.keepNote(context.WithoutCancel(ctx), st, d)
	}
	return a.resume(ctx, string(d.ID))
}

// takeRescued puts a rescued draft into the journal, under an id of its own where
// the journal has gone on with that draft since.
func (a *app) takeRescued(ctx context.Context, st *store.Store, d journal.Draft) (id journal.ID, err error) {
	hold, err := st.HoldDraft(ctx, d.ID, a.who())
	if err != nil {
		return d.ID, err
	}
	defer func() { err = errors.Join(err, hold.Close()) }()
	was, err := st.Draft(ctx, string(d.ID))
	if err != nil && journal.KindOf(err) != journal.NotFound {
		return d.ID, err
	}
	if err != nil || was.Updated.After(d.Updated) {
		d.ID = a.newID()
	}
	return d.ID, st.SaveDraft(ctx, d)
}
