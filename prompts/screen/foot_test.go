package screen

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kith/journal"
	"kith/prompts"
)

// situation is a page in a state, and what has to be at its foot then.
type situation struct {
	name  string
	step  prompts.Step
	keys  []string // that lead to the state
	alone bool     // it is the only page
	empty bool     // the journal knows no community
	own   bool     // the page is kith's own
	known int      // how many communities are to be ticked
	says  []string
}

// situations are the pages of every kind, in every state they can be in.
func situations() []situation {
	text := prompts.Step{Kind: journal.ShortText}
	long := prompts.Step{Kind: journal.LongText}
	which := prompts.Step{Kind: journal.ChooseOne, Options: options("Red", "Blue", "Green")}
	several := prompts.Step{Kind: journal.ChooseMany, Options: options("Red", "Blue", "Green")}
	pick, picks := prompts.Step{Kind: journal.CommunityOne}, prompts.Step{Kind: journal.CommunityOne, Multiple: true}
	list := prompts.Step{Kind: journal.Inventory, Fields: []string{"name"}}
	more := prompts.Step{Kind: journal.Inventory, Fields: []string{"name", "kind", "about"}}
	try := prompts.Step{Kind: journal.SuggestionsK, Fields: []string{"text", "community", "element"}}
	needed := func(s prompts.Step) prompts.Step { s.Required = true; return s }
	two := []string{"Bell", "enter", "Brass", "enter", "enter"}
	two = two[:len(two):len(two)]
	ten := prompts.Step{Kind: journal.ChooseOne, Options: options("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9")}
	lines := strings.Repeat("A line.\n\n", 60)
	return []situation{
		{name: "a reading", step: prompts.Step{Kind: journal.Info, Help: "Read."}, says: []string{"enter next"}},
		{name: "a long reading", step: prompts.Step{Kind: journal.Info, Help: lines}, says: []string{"↑/↓ scroll"}},
		{name: "a line", step: text, says: []string{"enter skip"}},
		{name: "a line, typed", step: text, keys: []string{"words"}, says: []string{"enter next", "ctrl+z undo"}},
		{name: "a line, undone", step: text, keys: []string{"words", "ctrl+z"}, says: []string{"enter skip", "ctrl+y redo"}},
		{name: "a line that is needed", step: needed(text), says: []string{"- rather not say"}},
		{name: "a line that is needed, typed", step: needed(text), keys: []string{"words"}, says: []string{"enter next"}},
		{name: "a line that is declined", step: needed(text), keys: []string{"-"}, says: []string{"enter next"}},
		{name: "the only line", step: text, keys: []string{"words"}, alone: true, says: []string{"enter finish"}},
		{name: "a text", step: long, says: []string{"tab skip", "enter new line"}},
		{name: "a text, typed", step: long, keys: []string{"words", "enter", "and more"}, says: []string{"tab next", "enter new line"}},
		{name: "a text that is needed", step: needed(long), says: []string{"enter new line", "- rather not say"}},
		{name: "the only text", step: needed(long), keys: []string{"words"}, alone: true, says: []string{"tab finish", "enter new line"}},
		{name: "a text too long for its field", step: long, keys: []string{lines}, says: []string{"enter next", "ctrl+e editor"}},
		{name: "a number", step: prompts.Step{Kind: journal.Number}, keys: []string{"7"}, says: []string{"enter next"}},
		{name: "a date", step: prompts.Step{Kind: journal.DateKind}, keys: []string{"2026"}, says: []string{"enter next"}},
		{name: "yes or no", step: prompts.Step{Kind: journal.YesNo}, says: []string{"enter skip", "y/n choose"}},
		{name: "yes", step: prompts.Step{Kind: journal.YesNo}, keys: []string{"y"}, says: []string{"enter next", "backspace clear"}},
		{name: "yes or no, needed", step: needed(prompts.Step{Kind: journal.YesNo}), says: []string{"y/n choose"}},
		{name: "a rating", step: prompts.Step{Kind: journal.Rating}, says: []string{"enter skip", "1-5 choose"}},
		{name: "a rating, given", step: prompts.Step{Kind: journal.Rating}, keys: []string{"4"}, says: []string{"enter next"}},
		{name: "a rating, not sure", step: needed(prompts.Step{Kind: journal.Rating}), keys: []string{"?"}, says: []string{"enter next"}},
		{name: "one of some", step: which, says: []string{"enter skip"}},
		{name: "one of some, on one", step: which, keys: []string{"down"}, says: []string{"enter choose"}},
		{name: "one of some, chosen", step: which, keys: []string{"down", "space"}, says: []string{"enter next"}},
		{name: "some", step: several, says: []string{"enter skip", "space choose"}},
		{name: "some, needed", step: needed(several), says: []string{"space/enter choose"}},
		{name: "some, on a chosen one", step: needed(several), keys: []string{"space"}, says: []string{"enter next", "space take back"}},
		{name: "some, on another one", step: needed(several), keys: []string{"space", "down"}, says: []string{"enter next", "space choose"}},
		{name: "some, on the way out", step: needed(several), keys: []string{"up"}, says: []string{"space/enter choose"}},
		{name: "a community", step: pick, says: []string{"enter skip"}},
		{name: "a community, on one", step: pick, keys: []string{"down"}, says: []string{"enter pick"}},
		{name: "a community, on another", step: pick, keys: []string{"up"}, says: []string{"enter name another"}},
		{name: "a community, to be named", step: pick, keys: []string{"+"}, says: []string{"enter back to the list"}},
		{name: "a community, being named", step: pick, keys: []string{"+", "Bell"}, says: []string{"enter add it"}},
		{name: "communities, none picked", step: needed(picks), says: []string{"space/enter pick"}},
		{name: "communities, picked", step: needed(picks), keys: []string{"enter"}, says: []string{"enter next", "space take back"}},
		{name: "communities, on another", step: needed(picks), keys: []string{"down", "down"}, says: []string{"enter name another"}},
		{name: "communities, being named", step: picks, keys: []string{"+", "Bell"}, says: []string{"enter add it"}},
		{name: "the first community", step: pick, empty: true, says: []string{"enter skip"}},
		{name: "the first community, needed", step: needed(pick), empty: true, says: []string{"- rather not say"}},
		{name: "the first community, being named", step: needed(picks), empty: true, keys: []string{"Bell"}, says: []string{"enter add it"}},
		{name: "a list", step: list, says: []string{"enter skip"}},
		{name: "a list that is needed", step: needed(list), says: []string{"- rather not say"}},
		{name: "a list that is declined", step: needed(list), keys: []string{"-"}, says: []string{"enter next"}},
		{name: "a list, being named", step: needed(list), keys: []string{"Bell"}, says: []string{"enter add it"}},
		{name: "a list with two", step: list, keys: []string{"Bell", "ctrl+d", "Brass", "ctrl+d"}, says: []string{"enter next", "↑ change or remove"}},
		{name: "a list, on one of two", step: list, keys: []string{"Bell", "ctrl+d", "Brass", "ctrl+d", "up", "up"}, says: []string{"enter change", "x remove", "tab back to the form"}},
		{name: "a list, with one removed", step: list, keys: []string{"Bell", "ctrl+d", "Brass", "ctrl+d", "up", "x"}, says: []string{"u put back"}},
		{name: "a list, with the only one removed", step: list, keys: []string{"Bell", "ctrl+d", "up", "x"}, says: []string{"u put back"}},
		{name: "a list, with none left", step: list, keys: []string{"Bell", "ctrl+d", "up", "x", "tab"}, says: []string{"ctrl+z put back"}},
		{name: "a list, changing the first", step: list, keys: []string{"Bell", "ctrl+d", "Brass", "ctrl+d", "up", "up", "enter"}, says: []string{"enter keep it"}},
		{name: "a list, cleared to be typed anew", step: list, keys: []string{"Bell", "enter", "up", "enter", "ctrl+u"}},
		{name: "a list, the only page", step: list, keys: []string{"Bell", "ctrl+d"}, alone: true, says: []string{"enter finish"}},
		{name: "known ones", step: list, known: 2, says: []string{"enter next", "space take back", "backspace clear"}},
		{name: "known ones, with none ticked", step: list, known: 2, keys: []string{"backspace"}, says: []string{"enter skip", "space choose"}},
		{name: "many known ones", step: list, known: 30, says: []string{"enter next", "space take back", "delete clear"}},
		{name: "many known ones, narrowed down", step: list, known: 30, keys: []string{"15"}, says: []string{"space take back", "ctrl+z undo"}},
		{name: "many known ones, of which none is left", step: list, known: 30, keys: []string{"none"}, says: []string{"ctrl+z undo"}},
		{name: "more of two", step: more, keys: two, says: []string{"enter skip", "↓ say more of one"}},
		{name: "more of two, on one", step: more, keys: append(two, "down"), says: []string{"enter say more", "tab skip"}},
		{name: "more of one, at the kinds", step: more, keys: append(two, "down", "enter"), says: []string{"enter next field", "space choose", "ctrl+d keep it", "shift+tab back to the list"}},
		{name: "more of one, on a chosen kind", step: more, keys: append(two, "down", "enter", "space"), says: []string{"space take back"}},
		{name: "more of one, on another kind", step: more, keys: append(two, "down", "enter", "end"), says: []string{"enter name another"}},
		{name: "more of one, another kind to be named", step: more, keys: append(two, "down", "enter", "+"), says: []string{"enter back to the list"}},
		{name: "more of one, another kind being named", step: more, keys: append(two, "down", "enter", "+", "brass"), says: []string{"enter add it"}},
		{name: "more of one, at the last field", step: more, keys: append(two, "down", "enter", "enter", "Tea"), says: []string{"enter keep it", "shift+tab field before", "ctrl+z undo"}},
		{name: "more of both, said of one", step: more, keys: append(two, "down", "enter", "enter", "Tea", "enter"), says: []string{"enter say more", "tab next"}},
		{name: "a choice of kith's own", step: which, own: true, alone: true, says: []string{"enter choose"}},
		{name: "a long choice", step: ten, own: true, alone: true, says: []string{"enter choose"}},
		{name: "a long choice, filtered", step: ten, own: true, alone: true, keys: []string{"n1"}, says: []string{"enter choose", "ctrl+z undo"}},
		{name: "a long choice, of which none is left", step: ten, own: true, alone: true, keys: []string{"none"}, says: []string{"ctrl+z undo"}},
		{name: "suggestions, at the community", step: try, keys: []string{"Rest", "enter"}, says: []string{"enter next field"}},
		{name: "suggestions, on a community", step: try, keys: []string{"Rest", "enter", "down"}, says: []string{"enter choose"}},
		{name: "suggestions, the first community", step: try, keys: []string{"Rest", "enter", "+"}, empty: true, says: []string{"enter next field"}},
		{name: "suggestions, at the side", step: try, keys: []string{"Rest", "enter", "enter"}, says: []string{"enter add it"}},
	}
}

// sit sits down in the situation.
func (s situation) sit(t *testing.T) *walk {
	t.Helper()
	s.step.Key, s.step.Prompt = "here", "Well?"
	if s.own {
		s.step.Key = ""
	}
	steps := []prompts.Step{s.step}
	if !s.alone {
		steps = []prompts.Step{{Key: "before", Kind: journal.ShortText, Prompt: "Before?"}, s.step, {Key: "after", Kind: journal.ShortText, Prompt: "After?"}}
	}
	known := []journal.Community{{ID: "c1", Name: "Choir"}, {ID: "c2", Name: "Go Meetup"}}
	if s.empty {
		known = nil
	}
	for i := len(known); i < s.known; i++ {
		known = append(known, journal.Community{ID: journal.ID(fmt.Sprint("k", i)), Name: fmt.Sprint("Group ", i)})
	}
	a := one(steps...)
	a.Intro = ""
	if s.known == 0 {
		a.ID = "" // a form of kith's own, which begins with its first step and is over with its last
	}
	w := start(t, a, known...)
	w.editor = func(text string) (string, error) { return text + " more", nil }
	w.size(200, 24) // room for every key
	if !s.alone {
		w.press("enter")
	}
	for _, key := range s.keys {
		if strings.Contains(key, "\n") {
			w.paste(key)
			continue
		}
		w.press(key)
	}
	return w
}

// promises are what the words at the foot mean: did pressing the key do it?
func promises() map[string]func(before, after *walk) bool {
	page := func(key string) func(_, after *walk) bool {
		return func(_, after *walk) bool { return !after.over && after.model.session.Page().Step.Key == key }
	}
	changed := func(before, after *walk) bool { return !before.said("here").Equal(after.said("here")) }
	here := func(_, after *walk) bool {
		return !after.over && strings.HasPrefix(after.model.session.Page().Step.Key, "here")
	}
	stays := func(before, after *walk) bool {
		return !after.over && before.model.session.Page().Name == after.model.session.Page().Name && before.screen() != after.screen()
	}
	sees := func(text string) func(_, after *walk) bool {
		return func(_, after *walk) bool { return here(nil, after) && strings.Contains(after.screen(), text) }
	}
	moved := func(by int) func(before, after *walk) bool {
		return func(before, after *walk) bool {
			return here(nil, after) && len(after.said("here").Communities)-len(before.said("here").Communities) == by
		}
	}
	added := func(before, after *walk) bool { // what is being typed is on the list, and the form is for another
		foot := strings.Split(after.foot(), "  ")
		return here(nil, after) && (slices.Contains(foot, "enter next") || slices.Contains(foot, "space take back"))
	}
	return map[string]func(before, after *walk) bool{
		"next": func(before, after *walk) bool {
			return page(map[bool]string{true: "here", false: "after"}[before.model.session.Page().Known()])(nil, after)
		},
		"back": func(before, after *walk) bool {
			return page(map[bool]string{true: "here", false: "before"}[before.model.session.Page().Details()])(nil, after)
		},
		"skip": func(before, after *walk) bool {
			if before.model.session.Page().Known() {
				return page("here")(nil, after) && after.said("here").Empty()
			}
			return page("after")(nil, after) && (after.said("here").Empty() || before.model.session.Page().Details() && before.said("here").Equal(after.said("here")))
		},
		"finish": func(_, after *walk) bool { return after.over && after.left() == nil },
		"steps":  sees("The steps of this sitting"),
		"leave":  func(_, after *walk) bool { return after.over && after.left() != nil },
		"help":   func(_, after *walk) bool { return after.model.help != nil },
		"new line": func(before, after *walk) bool {
			return after.said("here").Text == before.said("here").Text+"\n"
		},
		"rather not say": func(_, after *walk) bool {
			v := after.said("here")
			return v.Declined || v.Text == "-" || v.Half != nil && v.Half.Name() == "-"
		},
		"editor": func(_, after *walk) bool { return strings.HasSuffix(after.said("here").Text, "more") },
		"scroll": stays,
		"move":   stays,
		"undo":   stays,
		"redo":   stays,
		"choose": func(_, after *walk) bool {
			v := after.said("here")
			return !after.over && (!v.Empty() || v.Half != nil) || after.over && !after.said("").Empty()
		},
		"pick":             func(_, after *walk) bool { return !after.over && !after.said("here").Empty() },
		"take back":        changed,
		"clear":            func(_, after *walk) bool { return after.said("here").Empty() },
		"another":          sees("┃ >"),
		"name another":     sees("┃ >"),
		"back to the list": func(_, after *walk) bool { return here(nil, after) && !strings.Contains(after.screen(), "┃ >") },
		"add it":           added,
		"keep it":          func(before, after *walk) bool { return added(before, after) || sees("enter say more")(nil, after) },
		"say more of one":  sees("enter say more"),
		"say more": func(_, after *walk) bool {
			return regexp.MustCompile(`(Bell|Brass).*: What kind`).MatchString(after.screen())
		},
		"next field":       func(before, after *walk) bool { return stays(before, after) && !strings.Contains(after.screen(), "!") },
		"field before":     stays,
		"change or remove": sees("enter change"),
		"change":           sees("› "),
		"remove":           moved(-1),
		"put back":         moved(+1),
		"back to the form": sees("┃ >"),
	}
}

// pressed are the keys that a hint names.
func pressed(key string) []string {
	switch key {
	case "1-5":
		return []string{"1", "5"}
	case "y/n":
		return []string{"y", "n"}
	case "↑/↓":
		return []string{"down"}
	case "space/enter":
		return []string{"space", "enter"}
	case "↑":
		return []string{"up"}
	case "↓":
		return []string{"down"}
	}
	return []string{key}
}

// Each key at the foot of each page does what is said of it there.
func TestTheFootIsTrue(t *testing.T) {
	t.Parallel()
	keptPromises := map[string]bool{}
	for _, s := range situations() {
		w := s.sit(t)
		foot := w.foot()
		for _, want := range s.says {
			if !slices.Contains(strings.Split(foot, "  "), want) {
				t.Errorf("%s: %q is not at the foot: %s", s.name, want, foot)
			}
		}
		for _, h := range append(w.model.hints(), hint{"esc", "leave"}, hint{"ctrl+g", "help"}) {
			if h.does == "characters" {
				continue // it is no key
			}
			kept, known := promises()[h.does]
			if !known {
				t.Errorf("%s: %q has no meaning", s.name, h.does)
				continue
			}
			keptPromises[h.does] = true
			for _, key := range pressed(h.key) {
				after := s.sit(t).press(key)
				if !kept(w, after) {
					t.Errorf("%s: %s does not %q:\n%s\nand then:\n%s", s.name, key, h.does, w.screen(), after.screen())
				}
			}
		}
	}
	for _, does := range slices.Sorted(maps.Keys(promises())) {
		if !keptPromises[does] {
			t.Errorf("no page says %q", does)
		}
	}
}
