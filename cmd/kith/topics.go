package main

import (
	"fmt"
	"strings"
)

// topic is help on something that is no command.
type topic struct{ name, short, text string }

// topics is the one table that help, its completion and the tests read.
func topics() []topic {
	return []topic{
		{"environment", "The variables and folders kith looks at", environmentTopic},
		{"exit-codes", "What the exit codes mean", exitCodesTopic},
		{"formats", "Dates, references, names, files and JSON", formatsTopic},
	}
}

func topicNamed(name string) (topic, bool) {
	for _, t := range topics() {
		if strings.EqualFold(t.name, name) {
			return t, true
		}
	}
	return topic{}, false
}

func topicList() string {
	var b strings.Builder
	for _, t := range topics() {
		fmt.Fprintf(&b, "  %-12s  %s\n", t.name, t.short)
	}
	return b.String()
}

const environmentTopic = `The variables and folders kith looks at

  KITH_JOURNAL     the journal to use, as --journal: a name or a path
  XDG_DATA_HOME    the journal is kith/journal.db below it, and the journal
                   NAME is kith/NAME.db; else ~/.local/share, on macOS
                   ~/Library/Application Support, on Windows %LOCALAPPDATA%
  XDG_CONFIG_HOME  your own activities are in kith/activities below it; else
                   ~/.config, on macOS ~/Library/Application Support, on
                   Windows %APPDATA%
  HOME             your own folder; on Windows USERPROFILE
  VISUAL, EDITOR   the editor for long answers and notes
  PAGER            what long text is read through on a terminal
  LESS             how less is to behave, where that is the pager; else FRX
  NO_COLOR         set to anything: no colour, as --no-color
  ACCESSIBLE       set to 1: no full screen, as --plain
  TERM             dumb: neither colour nor full screen
  COLUMNS          the width of the terminal, where it does not say itself
`

const exitCodesTopic = `What the exit codes mean

  0    fine
  1    a fault: the disk, the journal's file, kith itself
  2    wrong use: a command, a flag or an argument that kith cannot take
  3    what was given is invalid: an activity file, an answer, a date
  4    not found
  5    a conflict: a name that is taken, or that fits several
  6    locked: another kith has it just now
  130  stopped by you; what was typed is kept

An error is one sentence and a line on what to do about it, on standard error.
With --json it is one object instead; --debug adds what it came from.
`

const formatsTopic = `Dates, references, names, files and JSON

Dates       2026-11-23, "2026-11-23 14:30", today, yesterday, "last monday",
            "3 weeks ago"; a month (2026-11) or a year where that makes sense
References  a reflection is named by any part of its id, of four characters
            or more, that fits only one; or by last, last~1, last~2
Communities a community is named by its name, its alias or its id, or by any
            part of its name that fits only one; case does not matter
Activities  one TOML file each; kith activity new ID writes one to begin with
Answers     a TOML file for kith reflect --answers; kith activity answers
            ACTIVITY prints one to fill in
Markdown    one file for each reflection, with front matter; kith export
Lists       columns on a terminal; in a pipe a line each, with a tab between
            the cells and times as 2026-11-23T14:30:00Z
JSON        with --json, one array or one object; kith export --format json
            writes the same; docs/json.md has the shapes
`
