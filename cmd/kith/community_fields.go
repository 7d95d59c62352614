package main

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kith/journal"
	"kith/journal/text"
)

// communityText is something that is said of a community in a few words: with a
// flag of this name, or as the answer to a question.
type communityText struct {
	flag, help, prompt string
	of                 *string
}

// communityTexts are all there are, each with its place in a community.
func communityTexts(c *journal.Community) []communityText {
	return []communityText{
		{"name", "call it by another `NAME`", "What is it called?", &c.Name},
		{"about", "what it is about", "What is it about, in a few words?", &c.About},
		{"where", "where it meets", "Where does it meet?", &c.Where},
		{"rhythm", "how often it meets, in your own words", "How often does it meet, in your own words?", &c.Rhythm},
		{"started", "the `DATE` it began: a day, a month or a year", "When did it begin?", (*string)(&c.Started)},
		{"alias", "what it is called in anything made for other people", "What is it to be called in anything made for other people?", &c.Alias},
	}
}

// communityFields are what the flags or the form of add and edit say of a community,
// as it was typed. What was not said stays as it is.
type communityFields struct {
	journal.Community
	said map[string]bool // by the name of the flag
}

// bind adds the flags; a name is one of edit alone.
func (f *communityFields) bind(a *app, cmd *cobra.Command, withName bool) {
	flags := cmd.Flags()
	for _, t := range communityTexts(&f.Community) {
		if t.flag != "name" || withName {
			flags.StringVar(t.of, t.flag, "", t.help)
		}
	}
	flags.StringArrayVar(&f.Kinds, "kind", nil, "what `KIND` it is: social, professional, learning, ... or any word")
	flags.StringArrayVar(&f.Tags, "tag", nil, "give it a `TAG`")
	a.completeWords(cmd, "kind", journal.CommunityKinds()...)
	a.completeFlag(cmd, "tag", a.tagNames(-1))
	a.completeDates(cmd, "started")
}

// read notes which of the flags were typed.
func (f *communityFields) read(cmd *cobra.Command) {
	cmd.LocalNonPersistentFlags().VisitAll(func(flag *pflag.Flag) {
		if flag.Changed {
			f.say(flag.Name)
		}
	})
}

func (f *communityFields) say(flag string) {
	if f.said == nil {
		f.said = map[string]bool{}
	}
	f.said[flag] = true
}

// put says of a community what was said.
func (f communityFields) put(c *journal.Community, now time.Time) (err error) {
	typed := communityTexts(&f.Community)
	for i, t := range communityTexts(c) {
		if f.said[t.flag] {
			*t.of = strings.TrimSpace(*typed[i].of)
		}
	}
	if f.said["kind"] {
		c.Kinds = notEmpty(f.Kinds)
	}
	if f.said["tag"] {
		if c.Tags, err = journal.Tags(notEmpty(f.Tags)); err != nil {
			return err
		}
	}
	if f.said["started"] && c.Started != "" {
		typed := string(c.Started)
		c.Started, err = journal.ParseDate(typed, now)
		if err == nil && c.Started.Start(now.Location()).After(now) {
			err = journal.Errorf(journal.Invalid, "%q is still to come, and a community that you belong to has begun", text.Cut(typed, 40)).
				WithHint("say when that was, as a day, a month or a year: --started %d", now.Year())
		}
	}
	return err
}

// notEmpty are the words that say something: an empty one takes away what there was.
func notEmpty(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.TrimSpace(w) == "" })
}

// flags are what was said, as it is typed.
func (f communityFields) flags() string {
	var out []string
	add := func(flag string, values ...string) {
		if len(values) == 0 {
			values = []string{""} // which takes away what there was
		}
		for _, v := range values {
			if f.said[flag] {
				out = append(out, "--"+flag+" "+text.ShellWord(v))
			}
		}
	}
	for _, t := range communityTexts(&f.Community) {
		add(t.flag, *t.of)
		if t.flag == "name" {
			add("kind", f.Kinds...)
		}
	}
	add("tag", f.Tags...)
	return strings.Join(out, " ")
}

// checkTyped refuses a name that was more likely meant for something else: a
// flag, or a file that the shell put in its place.
func checkTyped(name string) error {
	begins := func(signs ...string) bool {
		return slices.ContainsFunc(signs, func(s string) bool { return strings.HasPrefix(name, s) })
	}
	shown, like := text.Line(name), ""
	switch {
	case begins("-"):
		like = "a flag"
	case begins("/", "./", "../", "~/", `.\`, `..\`, `~\`) || name == "." || name == "..":
		like = "a path"
	default:
		return nil
	}
	return journal.Errorf(journal.Invalid, "%q looks like %s, not like the name of a community", shown, like).
		WithHint("begin the name with a letter: %s", text.ShellWord(cmp.Or(strings.TrimLeft(shown, `-./\~ `), "Go Meetup")))
}
