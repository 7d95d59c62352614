package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
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
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Help on a command, or on a topic",
		Long:  "Help on a command, or on one of the topics:\n\n" + topicList(),
		Example: `  kith help community add
  kith help environment`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if t, ok := topicNamed(args[0]); ok {
					_, err := io.WriteString(cmd.OutOrStdout(), t.text)
					return err
				}
			}
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
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

// writeHelp prints the help of one command. It is data that was asked for, and
// so goes to standard output; nothing is asked of the terminal for it.
func writeHelp(cmd *cobra.Command, _ []string) {
	// A reader who closes the pipe early has read what they wanted.
	_, _ = io.WriteString(cmd.OutOrStdout(), helpText(cmd))
}

func helpText(cmd *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nUsage\n  %s\n", strings.TrimSpace(firstOf(cmd.Long, cmd.Short)), usageLine(cmd))
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

func writeCommands(b *strings.Builder, cmd *cobra.Command) {
	if len(cmd.Groups()) == 0 {
		writeCommandList(b, "Commands", cmd.Commands())
		return
	}
	for _, g := range cmd.Groups() {
		members := slices.DeleteFunc(slices.Clone(cmd.Commands()), func(c *cobra.Command) bool { return c.GroupID != g.ID })
		writeCommandList(b, g.Title, members)
	}
}

func writeCommandList(b *strings.Builder, title string, commands []*cobra.Command) {
	shown := slices.DeleteFunc(slices.Clone(commands), func(c *cobra.Command) bool { return !c.IsAvailableCommand() })
	if len(shown) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for _, c := range shown {
		fmt.Fprintf(b, "  %-12s  %s\n", c.Name(), c.Short)
	}
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
