package line

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/text"
	"kith/prompts"
)

// askInventory takes communities one after another until an empty name. Each
// is in the draft from its name on, so that nothing typed can be lost.
func (f *face) askInventory(step prompts.Step) error {
	for {
		name, err := f.read()
		name = strings.TrimSpace(name)
		listed := f.s.Answer().Communities
		switch {
		case err != nil || name == "":
			return err
		case name == declined && len(listed) > 0:
			f.say("The list has entries. To say nothing here, type /clear first.")
			continue
		case name == declined:
			f.set(journal.Value{Declined: true})
			return nil
		}
		if err := f.addCommunity(step, name); err != nil {
			return err
		}
		f.say("The next name, or press enter when the list is complete.")
	}
}

// addCommunity adds one of that name, asks whether it is the twin of one that
// is there, and then for its fields.
func (f *face) addCommunity(step prompts.Step, name string) error {
	if err := (journal.Community{Name: name}).Check(); err != nil {
		f.complain(err)
		return nil
	}
	listed, known := f.s.Answer().Communities, f.s.Communities()
	if f.isListed(listed, name) {
		return nil
	}
	f.setCommunities(append(slices.Clone(listed), journal.Community{Name: name}))
	c, err := f.twin(known, name)
	switch {
	case err != nil:
		return err
	case c.Name == "":
		f.setCommunities(listed)
		f.say("Then give this one a name that tells them apart.")
		return nil
	case c.Name != name && f.isListed(listed, c.Name):
		f.setCommunities(listed)
		return nil
	case c.Name != name:
		f.setCommunities(append(slices.Clone(listed), journal.Community{Name: c.Name}))
	}
	return f.communityFields(step, len(listed))
}

// isListed says where a name stands on the list, if it does.
func (f *face) isListed(listed []journal.Community, name string) bool {
	i := slices.IndexFunc(listed, func(c journal.Community) bool { return answersTo(c, name) })
	if i >= 0 {
		f.say(fmt.Sprintf("%s is number %d on the list.", text.Line(listed[i].Name), i+1))
	}
	return i >= 0
}

// twin is the community that a new name stands for: one of that name or alias,
// one of a near name that the person says is the same, else a new one. It has
// no name where the name is taken by another.
func (f *face) twin(known []journal.Community, name string) (journal.Community, error) {
	own := journal.Community{Name: name}
	twin, sure, found := prompts.Twin(name, known)
	switch {
	case !found:
		return own, nil
	case sure:
		same, err := f.yes(text.Line(twin.Name)+" is in your journal already. Is this the same one?", true)
		if !same {
			own.Name = ""
		}
		return own, err
	}
	same, err := f.yes(fmt.Sprintf("Is that the same as %s, which is there already?", text.Line(twin.Name)), false)
	if same {
		own.Name = twin.Name
	}
	return own, err
}

// answersTo reports whether a community goes by a name.
func answersTo(c journal.Community, name string) bool {
	folded := text.Fold(name)
	return text.Fold(c.Name) == folded || (c.Alias != "" && text.Fold(c.Alias) == folded)
}

// communityFields asks what else the step wants to know of the entry at i.
func (f *face) communityFields(step prompts.Step, i int) error {
	if step.Allows("kind") {
		f.say("Kind: " + numbered(journal.CommunityKinds()) + ". Numbers or words of your own, with commas between. Press enter to skip it.")
		if err := f.communityField(i, func(c *journal.Community, text string) { c.Kinds = kinds(text) }); err != nil {
			return err
		}
	}
	if step.Allows("about") {
		f.say("What is it about? One line. Press enter to skip it.")
		if err := f.communityField(i, func(c *journal.Community, text string) { c.About = text }); err != nil {
			return err
		}
	}
	if step.Allows("tags") {
		f.say("Tags, with spaces between. Press enter to skip them.")
		return f.communityField(i, func(c *journal.Community, text string) { c.Tags = tags(text) })
	}
	return nil
}

// communityField takes one field of the entry at i, or nothing.
func (f *face) communityField(i int, put func(*journal.Community, string)) error {
	for {
		text, err := f.read()
		if err != nil || nothing(text) {
			return err
		}
		cs := slices.Clone(f.s.Answer().Communities)
		put(&cs[i], text)
		if err := cs[i].Check(); err != nil {
			f.complain(err)
			continue
		}
		f.setCommunities(cs)
		return nil
	}
}

// nothing reports that a field was passed over.
func nothing(text string) bool {
	text = strings.TrimSpace(text)
	return text == "" || text == declined
}

func (f *face) setCommunities(cs []journal.Community) {
	f.set(journal.Value{Communities: cs})
}

// kinds reads numbers and words: "1, 3", "1 3", "chess club, 2".
func kinds(text string) []string {
	usual := journal.CommunityKinds()
	var out []string
	add := func(kind string) {
		if n, err := strconv.Atoi(kind); err == nil && n >= 1 && n <= len(usual) {
			kind = usual[n-1]
		}
		if kind != "" && !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	for _, part := range strings.Split(text, ",") {
		short := func(w string) bool {
			_, err := strconv.Atoi(w)
			return err == nil || slices.Contains(usual, w)
		}
		ws := strings.Fields(part)
		if !slices.ContainsFunc(ws, func(w string) bool { return !short(w) }) {
			for _, w := range ws {
				add(w)
			}
			continue
		}
		add(strings.TrimSpace(part))
	}
	return out
}

// tags reads words with or without a # before them, each once.
func tags(text string) []string {
	var out []string
	for _, w := range words(text) {
		if w = strings.TrimLeft(w, "#"); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// numbered is a list in one line: "1 social, 2 professional".
func numbered(list []string) string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = fmt.Sprintf("%d %s", i+1, w)
	}
	return strings.Join(out, ", ")
}
