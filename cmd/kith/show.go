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
		ValidArgsFunction: a.reflectionNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.show(cmd.Context(), append(args, "last")[0], markdown)
		},
	}
	cmd.Flags().BoolVar(&markdown, "markdown", false, "the text that kith export would write")
	return cmd
}

func (a *app) show(ctx context.Context, ref string, markdown bool) error {
	s, err := a.existingStore(ctx)
	if err != nil {
		return err
	}
	r, err := s.Reflection(ctx, ref)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(archive.Reflection(r))
	}
	if markdown {
		r.Source = a.source(r.Activity)
		return a.printMarkdown(archive.Markdown().File(r).Text)
	}
	style, width := a.reading()
	return a.page(ctx, drawReflection(r, style, width))
}

// drawReflection draws a reflection for reading: each prompt with its answer
// below it, and a heading where a loop comes to another community.
func drawReflection(r journal.Reflection, style console.Style, width int) string {
	facts := []string{journal.DateOf(r.Created).Words() + r.Created.Format(" 15:04")}
	if r.Minutes > 0 {
		facts = append(facts, text.Count(r.Minutes, "minute"))
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
	facts = append(facts, r.ID.Short())

	var b strings.Builder
	b.WriteString(style.Bold(text.Block(text.Line(r.Title), width, "")) + "\n")
	b.WriteString(style.Dim(text.Block(text.Line(strings.Join(facts, " | ")), width, "")) + "\n")
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
			b.WriteString(style.Bold(text.Block(prompt, width, "")) + "\n")
		}
		v := an.Value
		words := strings.Join(an.Lines(), "\n")
		if an.Kind == journal.LongText && v.Said() {
			b.WriteString(prose(words, style, width, "  ") + "\n")
			continue
		}
		switch {
		case v.Declined, v.NotSure: // in brackets: they are kith's words
			words = "(" + words + ")"
		case an.Kind == journal.ChooseMany && v.Said(), len(v.Communities)+len(v.Suggestions)+len(v.Contributions) > 0:
			words = "- " + strings.Join(an.Lines(), "\n- ")
		}
		b.WriteString(text.Block(text.Visible(words), width, "  ") + "\n")
	}
	return b.String()
}
