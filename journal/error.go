package journal

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
)

// ErrorKind says what sort of trouble an error is, for programs.
type ErrorKind string

// The kinds of error. The command turns each into its exit code.
const (
	Internal ErrorKind = "internal"  // a fault: the disk, the database, kith itself
	Invalid  ErrorKind = "invalid"   // the content given cannot be taken
	NotFound ErrorKind = "not found" // nothing of that name
	Conflict ErrorKind = "conflict"  // it clashes with what is there, or fits several
	Locked   ErrorKind = "locked"    // somebody else is writing it
)

// Error is trouble as a person is told of it: Text is one lower-case sentence
// without a full stop that says what is wrong with what, Hint what to do about
// it (most often a command to type), Err the cause, shown only with --debug.
type Error struct {
	Kind ErrorKind
	Text string
	Hint string
	Err  error
}

// Error is the sentence alone.
func (e *Error) Error() string { return e.Text }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf builds an Error of the given kind; a %w among the arguments becomes
// its cause.
func Errorf(kind ErrorKind, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: kind, Text: err.Error(), Err: errors.Unwrap(err)}
}

// Guarded does something and gives its error; a panic in it, which is a mistake of
// kith's own, is an error like any other.
func Guarded(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Error{
				Kind: Internal, Text: fmt.Sprintf("this is a fault of kith's own: %v", r), Err: fmt.Errorf("%v\n%s", r, debug.Stack()),
				Hint: "do it again with --debug, and send what it shows to those who make kith",
			}
		}
	}()
	return do()
}

// WithHint returns e with the line on what to do about it.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// KindOf is the kind of the first Error in err's chain, else Internal.
func KindOf(err error) ErrorKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// CheckText refuses the one thing that cannot be kept: a NUL character.
func CheckText(what, text string) error {
	if strings.ContainsRune(text, 0) {
		return Errorf(Invalid, "%s holds a NUL character, which cannot be kept", what)
	}
	return nil
}
