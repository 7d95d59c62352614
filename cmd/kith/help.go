package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith/docs"
	"kith/journal/text"
)

// addGroup adds commands to the root, to be listed under one heading.
func addGroup(root *cobra.Command, id, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: id, Title: title})
	for _, c := range commands {
		c.GroupID = id
	}
	root.AddCommand(commands...)
}

// group makes a command that only holds others: alone it shows its help, and a
// word it does not know is wrong use (cobra would show help and call it fine).
func group(cmd *cobra.Command, commands ...*cobra.Command) *cobra.Command {
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return cmd.Help()
	}
	cmd.AddCommand(commands...)
	return cmd
}

// newHelp is `kith help`, which also knows the topics.
func newHelp(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Help on a command, or on a topic",
		Long:  "Help on a command, or on one of the topics:\n\n" + topicList(),
		Example: `  kith help community add
  kith help start`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				for _, t := range topics() {
					if strings.EqualFold(t.name, args[0]) {
						return a.page(cmd.Context(), a.drawTopic(t))
					}
				}
			}
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				near := text.Nearest(rest[0], each(topics(), func(t topic) string { return t.name }))
				if len(args) == 1 && len(near) > 0 {
					return wrongUse(fmt.Sprintf("kith has no help on %q", rest[0]), "did you mean: kith help "+near[0])
				}
				return unknownCommand(about, rest[0])
			}
			return about.Help()
		},
		ValidArgsFunction: completeHelp,
	}
}

func completeHelp(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	about, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var words []string
	for _, c := range about.Commands() {
		if c.IsAvailableCommand() {
			words = append(words, c.Name()+"\t"+c.Short)
		}
	}
	if len(args) == 0 {
		for _, t := range topics() {
			words = append(words, t.name+"\t"+t.short)
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// help prints the help of one command. It is data that was asked for, and so goes to
// standard output; nothing is asked of the terminal for it. Cobra has no way for an
// error from here, so run asks for it.
func (a *app) help(cmd *cobra.Command, _ []string) { a.unhelped = a.print(helpText(cmd)) }

func helpText(cmd *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nUsage\n  %s\n", strings.TrimSpace(cmp.Or(cmd.Long, cmd.Short)), usageLine(cmd))
	writeCommands(&b, cmd)
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\nExamples\n%s\n", strings.TrimRight(cmd.Example, "\n "))
	}
	if flags := strings.TrimRight(cmd.LocalNonPersistentFlags().FlagUsages(), "\n"); flags != "" {
		fmt.Fprintf(&b, "\nFlags\n%s\n", flags)
	}
	global := strings.TrimRight(cmd.Root().PersistentFlags().FlagUsages(), "\n")
	fmt.Fprintf(&b, "\nFlags of every command\n%s\n", global)
	if !cmd.HasParent() {
		fmt.Fprintf(&b, "\nTopics (kith help TOPIC)\n%s", topicList())
	}
	return b.String()
}

// usageLine is what to type for a command, without the flags.
func usageLine(cmd *cobra.Command) string {
	switch {
	case !cmd.HasParent():
		return "kith [COMMAND]"
	case isGroup(cmd):
		return cmd.CommandPath() + " COMMAND"
	}
	return cmd.Parent().CommandPath() + " " + cmd.Use
}

// writeCommands lists what is below a command, under the headings it has.
func writeCommands(b *strings.Builder, cmd *cobra.Command) {
	groups := cmd.Groups()
	if len(groups) == 0 {
		groups = []*cobra.Group{{Title: "Commands"}}
	}
	for _, g := range groups {
		title := "\n" + g.Title + "\n"
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() && c.GroupID == g.ID {
				fmt.Fprintf(b, "%s  %-12s  %s\n", title, c.Name(), c.Short)
				title = ""
			}
		}
	}
}

// topic is help on something that is no command: text as it is printed or, where
// it begins with "# ", a page of the documentation.
type topic struct{ name, short, text string }

// topics is the one table that help, its completion and the tests read.
func topics() []topic {
	return []topic{
		{"start", "How to begin, and where to go on", docs.Start},
		{"words", "What kith means by domain, reading, sitting, ...", docs.Words},
		{"activities", "How to write an activity, or an answers file", docs.Activities},
		{"formats", "Dates, references, names, files and JSON", formatsTopic},
		{"environment", "The variables and folders kith looks at", environmentTopic},
		{"exit-codes", "What the exit codes mean", exitCodesTopic},
		{"json", "What the commands print with --json", docs.JSON},
	}
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
                   what is kept of circles on a network is below kith/circles
  XDG_CONFIG_HOME  your settings are kith/config.toml below it (kith config),
                   and your own activities in kith/activities; else ~/.config,
                   on macOS ~/Library/Application Support, on Windows %APPDATA%
  HOME             your own folder; on Windows USERPROFILE
  GIT_SSH_COMMAND  and git's other variables on how to reach a host: for circles
  VISUAL, EDITOR   the editor for long answers and notes
  PAGER            what long text is read through on a terminal
  LESS             how less is to behave, where that is the pager; where it is
                   not set, less leaves when all fits and says how to go on
  NO_COLOR         set to anything: no colour, as --no-color
  ACCESSIBLE       set to 1: no full screen, as --plain
  TERM             dumb: neither colour nor full screen
  COLUMNS          the width of the terminal, where it does not say itself

A flag goes before a variable, and a variable before a setting.
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
            or more, that fits only one; or by last (the one written last,
            whatever its date), last~1, last~2
Communities a community is named by its name, its alias or its id, or by any
            part of its name that fits only one; case does not matter
Activities  one TOML file each; kith activity new ID writes one to begin with,
            and kith help activities says how to go on
Answers     a TOML file for kith reflect --answers; kith activity answers
            ACTIVITY prints one to fill in
Markdown    one file for each reflection, with front matter; kith export
Lists       for people on a terminal: columns under their names, and dates as
            23 Nov 2026 or today 14:30. For programs in a pipe: a line each,
            with a tab between the cells, and dates as 2026-11-23 or
            2026-11-23T14:30:00Z. A page such as show is for people in both
JSON        with --json, one array or one object; kith export --format json
            writes the same; kith help json has the shapes
`
