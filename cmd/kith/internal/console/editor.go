package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"

	"kith/journal/text"
)

// Editor opens a text in the person's own editor. The text lies in a folder
// that only they can read, and is gone afterwards.
type Editor struct {
	// Command is what the shell is given, with arguments and quotes as the
	// person wrote them; empty where no editor was found.
	Command string
	// Above is shown above the text, and taken out again (text.Above).
	Above string
	// Dir is where the private folder is made; "" is the system's own place.
	Dir string

	in       io.Reader
	out, err io.Writer
}

// Editor is what $VISUAL says, else $EDITOR, else UsualEditor, else the first that is
// installed of editor, nano and vi (on Windows notepad). Its texts lie below dir, which is
// made when it is missing; "" is the system's temporary folder.
func (c *Console) Editor(dir string) Editor {
	e := Editor{Dir: dir, in: c.In, out: c.Out, err: c.Err}
	if !c.OutTTY() && c.ErrTTY() {
		e.out = c.Err // the data goes elsewhere, the person looks here
	}
	for _, key := range []string{"VISUAL", "EDITOR"} {
		command, _ := c.env(key)
		if command = strings.TrimSpace(command); command != "" {
			e.Command = command
			return e
		}
	}
	if c.UsualEditor != "" {
		e.Command = c.UsualEditor
		return e
	}
	usual := []string{"editor", "nano", "vi"}
	if runtime.GOOS == "windows" {
		usual = []string{"notepad"}
	}
	for _, name := range usual {
		if _, err := exec.LookPath(name); err == nil {
			e.Command = name
			return e
		}
	}
	return e
}

// Name is what the editor is called, as in "nano"; "" where there is none.
func (e Editor) Name() string {
	words := strings.Fields(e.Command)
	if len(words) == 0 {
		return ""
	}
	return filepath.Base(strings.Trim(words[0], `"'`))
}

// missing reports a command whose program is not there. What only the shell can read
// is left to it.
func missing(command string) bool {
	program, _, _ := strings.Cut(command, " ")
	if strings.ContainsAny(program, "\"'`$&|;<>()*?[]{}~=!#\\") {
		return false
	}
	_, err := exec.LookPath(program)
	return errors.Is(err, exec.ErrNotFound)
}

// Edit opens the text and waits. The text it returns is always the one to go on
// with: where there is an error, the one that was given. A ctx that ends while
// the editor is open leaves it open, for ctrl-c there is the editor's own.
func (e Editor) Edit(ctx context.Context, text string) (string, error) {
	if err := ctx.Err(); err != nil {
		return text, err
	}
	cmd, finish, err := e.Start(text)
	if err != nil {
		return text, err
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = e.in, e.out, e.err
	if _, ok := e.in.(*os.File); !ok {
		cmd.Stdin = nil // a copy of a buffer would take what the next question needs
	}
	// An interrupt typed in the editor is the editor's, and must not end kith
	// while it holds the text.
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	return finish(cmd.Run())
}

// Start is Edit in two parts, for a caller who runs the command itself: finish
// is told how that went, gives the text, and must be called.
func (e Editor) Start(words string) (cmd *exec.Cmd, finish func(runErr error) (string, error), err error) {
	if e.Command == "" {
		return nil, nil, &Error{
			Text: "no editor was found",
			Hint: `name one in VISUAL or EDITOR, as in: export EDITOR="nano"`,
		}
	}
	if missing(e.Command) {
		return nil, nil, &Error{
			Text: fmt.Sprintf("there is no editor called %s", e.Name()),
			Hint: `name another in VISUAL or EDITOR, as in: export EDITOR="nano"`,
		}
	}
	if e.Dir != "" {
		err = os.MkdirAll(e.Dir, 0o700)
	}
	folder := ""
	if err == nil {
		folder, err = os.MkdirTemp(e.Dir, "kith-")
	}
	if err != nil {
		return nil, nil, &Error{Text: "there is no folder for the editor's text", Err: err}
	}
	file := filepath.Join(folder, "text.md")
	err = os.WriteFile(file, []byte(e.Above+words), 0o600)
	if err == nil && e.Above != "" {
		err = os.WriteFile(filepath.Join(folder, text.AboveFile), []byte(e.Above), 0o600)
	}
	if err != nil {
		return nil, nil, withCleanUp(&Error{Text: "the text could not be laid out for the editor", Err: err}, folder)
	}
	finish = func(runErr error) (string, error) { return e.takeBack(words, file, runErr) }
	return shell(e.Command, file), finish, nil
}

// takeBack reads what the editor left. Where it failed, what it had saved all
// the same is kept on disk, for it may be the better part of an hour's work.
func (e Editor) takeBack(before, file string, runErr error) (string, error) {
	folder := filepath.Dir(file)
	saved, err := os.ReadFile(file)
	saved = []byte(text.Below(e.Above, string(saved)))
	laid := 1 // files, before the editor came
	if e.Above != "" {
		laid = 2
	}
	switch {
	case runErr != nil:
		failed := &Error{Text: fmt.Sprintf("the editor %s failed: %v", e.Command, runErr), Err: runErr}
		if err == nil && len(bytes.TrimSpace(saved)) > 0 && string(saved) != before {
			failed.Text += "; what it had saved is in " + file
			return before, failed
		}
		// One that was hung up leaves what was not saved beside the text: vim in a
		// swap file, nano in text.md.save, emacs in #text.md#.
		if beside, err := os.ReadDir(folder); err == nil && len(beside) > laid {
			failed.Text += "; what it had not saved is in " + folder
			return before, failed
		}
		return before, withCleanUp(failed, folder)
	case os.IsNotExist(err):
		return before, withCleanUp(&Error{Text: fmt.Sprintf("the editor %s left no text behind", e.Command), Err: err}, folder)
	case err != nil:
		return before, &Error{Text: "what the editor saved could not be read; it is in " + file, Err: err}
	}
	after := string(saved)
	if runtime.GOOS == "windows" && !strings.Contains(before, "\r\n") {
		after = strings.ReplaceAll(strings.TrimPrefix(after, "\ufeff"), "\r\n", "\n")
	}
	if !strings.HasSuffix(before, "\n") {
		after = strings.TrimSuffix(after, "\n") // which editors add
	}
	if err := os.RemoveAll(folder); err != nil {
		// Some editors still have the folder open. Without the words in it,
		// what stays behind is nobody's secret.
		if err := os.Truncate(file, 0); err != nil && !os.IsNotExist(err) {
			return after, &Error{Text: "the editor's text could not be removed; a copy is still in " + file, Err: err}
		}
	}
	return after, nil
}

// withCleanUp removes the private folder, and says so where that fails.
func withCleanUp(e *Error, folder string) *Error {
	if err := os.RemoveAll(folder); err != nil {
		e.Text += "; its folder is still there: " + folder
	}
	return e
}
