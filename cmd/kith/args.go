package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kith/journal/text"
)

// takes checks the number of arguments: at least so many, and at most so many
// where most is not negative. Every command has one of these, for cobra's own
// checks give errors that cannot be told apart.
func takes(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least && len(args) == 0:
			_, words, _ := strings.Cut(cmd.Use, " ") // as the usage line names them
			return wrongUse(cmd.CommandPath()+" needs "+words, seeUsage(cmd))
		case len(args) < least:
			return wrongUse(fmt.Sprintf("%s needs more than %s", cmd.CommandPath(), quoted(args)), seeUsage(cmd))
		case most == 0 && len(args) > 0:
			return wrongUse(fmt.Sprintf("%s takes no words after it, and was given %s", cmd.CommandPath(), quoted(args)), seeUsage(cmd))
		case most >= 0 && len(args) > most:
			return wrongUse(fmt.Sprintf("%s does not know what to do with %s", cmd.CommandPath(), quoted(args[most:])), seeUsage(cmd)+"; put quotes around what belongs together")
		}
		return nil
	}
}

func seeUsage(cmd *cobra.Command) string { return "type: " + usageLine(cmd) }

func quoted(args []string) string { return strings.Join(each(args, strconv.Quote), " ") }

// unknownCommand says that a command has no such command below it, with what
// may have been meant: one of its own, or one of that name somewhere else.
func unknownCommand(cmd *cobra.Command, word string) error {
	return wrongUse(fmt.Sprintf("%s has no command %q", cmd.CommandPath(), word), didYouMean(cmd, word))
}

func didYouMean(cmd *cobra.Command, word string) string {
	var names, paths []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	for _, name := range text.Nearest(word, names) {
		paths = append(paths, cmd.CommandPath()+" "+name)
	}
	if len(paths) == 0 {
		paths = named(cmd.Root(), word)
	}
	if len(paths) == 0 {
		return "see what there is: " + cmd.CommandPath() + " --help"
	}
	return "did you mean: " + strings.Join(paths, ", or: ")
}

// named are the commands of a name anywhere below a command.
func named(cmd *cobra.Command, name string) []string {
	var paths []string
	for _, c := range cmd.Commands() {
		if strings.EqualFold(c.Name(), name) && c.IsAvailableCommand() {
			paths = append(paths, c.CommandPath())
		}
		paths = append(paths, named(c, name)...)
	}
	return paths
}

// flagError turns the trouble of reading flags into wrong use. Where a word
// before the flag was no command, that is what to talk about.
func flagError(cmd *cobra.Command, err error) error {
	if words := cmd.Flags().Args(); isGroup(cmd) && len(words) > 0 {
		return unknownCommand(cmd, words[0])
	}
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		bad     *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		flag, hint := "--"+unknown.GetSpecifiedName(), seeHelp(cmd)
		if unknown.GetSpecifiedShortnames() != "" {
			flag = "-" + unknown.GetSpecifiedName()
		}
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := text.Nearest(unknown.GetSpecifiedName(), names); len(near) > 0 {
			hint = "did you mean: --" + strings.Join(near, ", or: --")
		}
		return wrongUse(fmt.Sprintf("%s has no flag %s", cmd.CommandPath(), flag), hint)
	case errors.As(err, &missing):
		return wrongUse(fmt.Sprintf("--%s needs a value", missing.GetFlag().Name), seeHelp(cmd))
	case errors.As(err, &bad):
		return wrongUse(fmt.Sprintf("--%s cannot be %q", bad.GetFlag().Name, bad.GetValue()), seeHelp(cmd))
	}
	return wrongUse(err.Error(), seeHelp(cmd))
}

// isGroup reports a command that only holds others. The root is one too.
func isGroup(cmd *cobra.Command) bool {
	return cmd.HasSubCommands() && !strings.Contains(cmd.Use, " ")
}

func seeHelp(cmd *cobra.Command) string { return "see: " + cmd.CommandPath() + " --help" }
