package screen

import (
	"io"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// This is what huh asks of any field and a list has little to say to; Update and
// View are in list.go.

// Init has nothing to start.
func (l *list) Init() tea.Cmd { return nil }

// Focus has nothing to show: a list on the screen is the one in use.
func (l *list) Focus() tea.Cmd { return nil }

// Blur has nothing to hide.
func (l *list) Blur() tea.Cmd { return nil }

// Error is never one: the session validates.
func (l *list) Error() error { return nil }

// Run asks the list alone.
func (l *list) Run() error { return huh.Run(l) }

// RunAccessible is the line face's business (kith/prompts/line).
func (l *list) RunAccessible(io.Writer, io.Reader) error { return huh.ErrUserAborted }

// Skip is false: a list is always answered.
func (l *list) Skip() bool { return false }

// Zoom is false: a list takes the room it is given.
func (l *list) Zoom() bool { return false }

// KeyBinds are none: the keys are at the foot of the screen.
func (l *list) KeyBinds() []key.Binding { return nil }

// WithTheme sets the theme.
func (l *list) WithTheme(t *huh.Theme) huh.Field { l.theme = t; return l }

// WithAccessible changes nothing.
func (l *list) WithAccessible(bool) huh.Field { return l }

// WithKeyMap changes nothing.
func (l *list) WithKeyMap(*huh.KeyMap) huh.Field { return l }

// WithWidth sets the width in cells.
func (l *list) WithWidth(width int) huh.Field { l.width = width; return l }

// WithHeight sets the height in lines.
func (l *list) WithHeight(height int) huh.Field { l.height = height; return l }

// WithPosition changes nothing.
func (l *list) WithPosition(huh.FieldPosition) huh.Field { return l }

// GetKey is empty: answers are kept by the page's name.
func (l *list) GetKey() string { return "" }

// GetValue gives the values chosen.
func (l *list) GetValue() any { return l.chosen() }
