package store

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"kith/journal"
	"kith/journal/text"
)

// EditorDir is the folder for the text of one page of a draft while it is in the
// person's editor, among those only they can read: when kith or the terminal is gone
// before the editor is, the text lies there, and TakeEdited takes it back.
func (s *Store) EditorDir(draft journal.ID, page string) string {
	return filepath.Join(s.editorDirs(draft), url.PathEscape(page))
}

func (s *Store) editorDirs(draft journal.ID) string {
	return filepath.Join(s.locks, string(draft)+".editor")
}

// TakeEdited takes into the answers of a draft, which is held, what the editor left
// when it was not waited for, and keeps the draft. It is given as it then is, with
// where there may be more: the files of editors that have a form of their own for
// what was not saved.
func (h *Hold) TakeEdited(ctx context.Context, d journal.Draft) (_ journal.Draft, more []string, err error) {
	defer func() { err = explain(h.store.path, err) }()
	folders, err := fs.Glob(os.DirFS(h.store.locks), string(d.ID)+".editor/*/kith-*")
	if err != nil || len(folders) == 0 {
		return d, nil, err
	}
	answers := map[string]journal.Value{}
	maps.Copy(answers, d.Answers)
	for i, folder := range folders {
		folder = filepath.Join(h.store.locks, filepath.FromSlash(folder))
		folders[i] = folder
		page, err := url.PathUnescape(filepath.Base(filepath.Dir(folder)))
		if err != nil {
			return d, nil, err
		}
		words, swap, err := readEdited(folder)
		if err != nil {
			return d, nil, err
		}
		// Most often the editor began with the answer as it is.
		before := answers[page].Text
		switch {
		case d.Change != nil && d.Typed() && strings.TrimSpace(words) != "": // it is all of it
			answers[page] = journal.TextValue(words)
		case strings.TrimSpace(words) == "" || strings.Contains(before, words):
		case strings.Contains(words, strings.TrimSpace(before)):
			answers[page] = journal.TextValue(words)
		default:
			answers[page] = journal.TextValue(before + "\n\n" + words)
		}
		more = append(more, swap...)
	}
	d.Answers = answers
	if err := h.store.SaveDraft(ctx, d); err != nil {
		return d, nil, err
	}
	for _, folder := range folders {
		taken := filepath.Join(filepath.Dir(folder), "taken-"+filepath.Base(folder))
		unread := false
		for i, file := range more {
			if filepath.Dir(file) == folder {
				more[i], unread = filepath.Join(taken, filepath.Base(file)), true
			}
		}
		if unread {
			err = errors.Join(err, os.Rename(folder, taken))
		} else {
			err = errors.Join(err, os.RemoveAll(folder))
		}
	}
	return d, more, err
}

// readEdited reads what is in an editor's folder: of the text and of what nano and
// emacs write beside it when they are hung up, the one written last. Vim's swap
// files are not read.
func readEdited(folder string) (words string, swap []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return "", nil, err
	}
	var last fs.FileInfo
	for _, entry := range entries {
		name := entry.Name()
		info, err := entry.Info()
		if err != nil {
			return "", nil, err
		}
		switch {
		case strings.Contains(name, ".sw"):
			swap = append(swap, filepath.Join(folder, name))
		case strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".save") || strings.HasPrefix(name, "#"):
			if info.Size() > 0 && (last == nil || info.ModTime().After(last.ModTime())) {
				last = info
			}
		}
	}
	if last == nil {
		return "", swap, nil
	}
	written, err := os.ReadFile(filepath.Join(folder, last.Name()))
	if err != nil {
		return "", nil, err
	}
	above, err := os.ReadFile(filepath.Join(folder, text.AboveFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, err
	}
	words = text.Below(string(above), string(written))
	return strings.ToValidUTF8(strings.ReplaceAll(strings.TrimSuffix(words, "\n"), "\x00", ""), "\uFFFD"), swap, nil
}

// markEdited says of drafts whether they have a text in an editor, or one that was
// left there.
func (s *Store) markEdited(drafts []journal.Draft) error {
	for i, d := range drafts {
		folders, err := fs.Glob(os.DirFS(s.locks), string(d.ID)+".editor/*/kith-*")
		if err != nil {
			return err
		}
		drafts[i].Edited = len(folders) > 0
	}
	return nil
}

// tidyEdited removes the folders of a draft in which there is nothing.
func (s *Store) tidyEdited(draft journal.ID) {
	pages, _ := os.ReadDir(s.editorDirs(draft)) // none, most often
	for _, page := range pages {
		_ = os.Remove(filepath.Join(s.editorDirs(draft), page.Name())) // not while there is something in it
	}
	_ = os.Remove(s.editorDirs(draft))
}
