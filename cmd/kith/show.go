package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"kith/cmd/kith/internal/console"
	"kith/journal"
	"kith/journal/archive"
	"kith/journal/text"
)

func newShow(a *app) *cobra.Command {
	var markdown bool
	cmd := &cobra.Command{
		Use:   "show [REF]",
		Short: "Show one reflection, the latest unless you name another",
		Example: `  kith show
  kith show last~1
  kith show last --markdown`,
		Args:              takes(0, 1),
		ValidArgsFunction: a.completeRefs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.show(cmd.Context(), firstOf(append(args, "last")...), markdown)
		},
	}
	cmd.Flags().BoolVar(&markdown, "markdown", false, "the text that kith export would write")
	return cmd
}

func (a *app) show(ctx context.Context, ref string, markdown bool) error {
	s, err := a.existing(ctx)
	if err != nil {
		return err
	}
	r, err := s.Reflection(ctx, ref)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(archive.Reflection(r))
	case markdown:
		return a.printMarkdown(r)
	}
	return a.page(ctx, drawReflection(r, a.console.Style(), a.readingWidth()))
}

// printMarkdown writes the bytes that export would write; only on a terminal,
// where they would act on it, are control characters made visible.
func (a *app) printMarkdown(r journal.Reflection) error {
	page := string(archive.Markdown().File(r).Text)
	if a.console.OutTTY() {
		page = text.Visible(page)
	}
	return a.printText(page)
}

// drawReflection draws a reflection for reading: each prompt with its answer
// below it, and a heading where a loop comes to another community.
func drawReflection(r journal.Reflection, style console.Style, width int) string {
	var b strings.Builder
	b.WriteString(console.Wrap(style.Bold(text.Line(r.Title)), width, 0) + "\n")
	b.WriteString(console.Wrap(style.Dim(text.Line(reflectionFacts(r))), width, 0) + "\n")
	round := ""
	for _, an := range r.Answers {
		name := ""
		if an.Community != nil {
			name = text.Line(an.Community.Name)
		}
		if name != round && name != "" {
			b.WriteString("\n" + style.Heading(name) + "\n")
		}
		round = name
		b.WriteString("\n")
		if an.Prompt != "" {
			prompt := text.Visible(an.Prompt)
			if an.Private && !r.Private {
				prompt += " (private)"
			}
			b.WriteString(console.Wrap(style.Bold(prompt), width, 0) + "\n")
		}
		b.WriteString(console.Wrap(text.Visible(answerWords(an)), width, 2) + "\n")
	}
	return b.String()
}

// reflectionFacts is the line below the title.
func reflectionFacts(r journal.Reflection) string {
	facts := []string{r.Created.Format("Monday 2 January 2006, 15:04")}
	if r.Minutes > 0 {
		facts = append(facts, counted(r.Minutes, "minute"))
	}
	if r.Activity != "" {
		facts = append(facts, r.Activity)
	}
	if len(r.Communities) > 0 {
		names := each(r.Communities, func(c journal.CommunityRef) string { return c.Name })
		facts = append(facts, "about "+strings.Join(names, ", "))
	}
	if len(r.Tags) > 0 {
		facts = append(facts, "tags "+strings.Join(r.Tags, ", "))
	}
	if r.Private {
		facts = append(facts, "private")
	}
	return strings.Join(append(facts, r.ID.Short()), " | ")
}
