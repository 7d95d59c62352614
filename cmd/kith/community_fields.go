package main

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kith/journal"
	"kith/journal/text"
)

// communityFields are what the flags of add and edit say of a community. What
// was not said stays as it is.
type communityFields struct {
	name    string
	kinds   []string
	about   string
	where   string
	rhythm  string
	started string
	alias   string
	tags    []string
	said    map[string]bool // by the name of the flag
}

func (f *communityFields) bind(a *app, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.kinds, "kind", nil, "what `KIND` it is: social, professional, learning, ... or any word")
	flags.StringVar(&f.about, "about", "", "what it is about")
	flags.StringVar(&f.where, "where", "", "where it meets")
	flags.StringVar(&f.rhythm, "rhythm", "", "how often it meets, in your own words")
	flags.StringVar(&f.started, "started", "", "the `DATE` it began: a day, a month or a year")
	flags.StringVar(&f.alias, "alias", "", "what it is called in anything made for other people")
	flags.StringArrayVar(&f.tags, "tag", nil, "give it a `TAG`")
	a.completeFlag(cmd, "kind", cobra.FixedCompletions(journal.CommunityKinds(), cobra.ShellCompDirectiveNoFileComp))
	a.completeFlag(cmd, "tag", a.tagNames())
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
func (f communityFields) put(c *journal.Community, now time.Time) error {
	for _, text := range []struct {
		flag, said string
		of         *string
	}{
		{"name", f.name, &c.Name}, {"about", f.about, &c.About}, {"where", f.where, &c.Where},
		{"rhythm", f.rhythm, &c.Rhythm}, {"alias", f.alias, &c.Alias},
	} {
		if f.said[text.flag] {
			*text.of = strings.TrimSpace(text.said)
		}
	}
	if f.said["kind"] {
		c.Kinds = notEmpty(f.kinds)
	}
	if f.said["tag"] {
		c.Tags = notEmpty(f.tags)
	}
	if !f.said["started"] {
		return nil
	}
	c.Started = ""
	if f.started == "" {
		return nil
	}
	var err error
	c.Started, err = journal.ParseDate(f.started, now)
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
		for _, v := range values {
			if f.said[flag] {
				out = append(out, "--"+flag+" "+shellWord(v))
			}
		}
	}
	add("name", f.name)
	add("kind", orNone(f.kinds)...)
	add("about", f.about)
	add("where", f.where)
	add("rhythm", f.rhythm)
	add("started", f.started)
	add("alias", f.alias)
	add("tag", orNone(f.tags)...)
	return strings.Join(out, " ")
}

// orNone is a list, or for an empty one the empty word that stands for it.
func orNone(words []string) []string {
	if len(words) == 0 {
		return []string{""}
	}
	return words
}

// checkTyped refuses a name that was more likely meant for something else: a
// flag, or a file that the shell put in its place.
func checkTyped(name string) error {
	begins := func(signs ...string) bool {
		return slices.ContainsFunc(signs, func(s string) bool { return strings.HasPrefix(name, s) })
	}
	switch shown := text.Line(name); {
	case begins("-"):
		return journal.Errorf(journal.Invalid, "%q looks like a flag, not like the name of a community", shown).
			WithHint("begin the name with a letter: %s", shellWord(firstOf(strings.TrimLeft(shown, "- "), "Go Meetup")))
	case begins("/", "./", "../", "~/", `.\`, `..\`, `~\`) || name == "." || name == "..":
		return journal.Errorf(journal.Invalid, "%q looks like a path, not like the name of a community", shown).
			WithHint("begin the name with a letter: %s", shellWord(firstOf(strings.TrimLeft(shown, `./\~ `), "Go Meetup")))
	}
	return nil
}
