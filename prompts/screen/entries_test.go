package screen

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kith/journal"
	"kith/prompts"
)

// inventory asks for communities, and what else there is to say of each.
func inventory(fields ...string) prompts.Activity {
	return one(
		prompts.Step{Key: "list", Kind: journal.Inventory, Prompt: "Which groups?", Required: true, MinItems: 1,
			Fields: append([]string{"name"}, fields...)},
		prompts.Step{Key: "after", Kind: journal.ShortText, Prompt: "And then?"})
}

func listed(v journal.Value) []string {
	var out []string
	for _, c := range v.Communities {
		out = append(out, c.Name)
	}
	return out
}

func TestAnInventoryListsCommunitiesOneAfterAnother(t *testing.T) {
	t.Parallel()
	w := start(t, inventory("kind", "about", "tags")).press("enter").sees("Name")
	w.press("Go Meetup", "enter").sees("1  Go Meetup", "Another one, or enter to go on").press("Choir", "enter").sees("2  Choir").press("enter")
	w.sees("what kind it is, what it is about and its tags", "  Go Meetup", "  Choir", "enter skip")
	w.press("down", "enter").sees("Go Meetup: What kind is it?").press("down", "space", "down", "x", "enter")
	w.sees("Go Meetup: What is it about").press("Tuesday talks", "enter").press("go, evenings", "enter")
	w.sees("  Go Meetup (professional, learning): Tuesday talks #go #evenings", "> Choir", "tab next").press("tab").at("after")
	cs := w.said("list").Communities
	if len(cs) != 2 || cs[0].ID == "" || cs[1].ID == "" || cs[0].ID == cs[1].ID {
		t.Fatalf("the communities are %+v", cs)
	}
	if c := cs[0]; !slices.Equal(c.Kinds, []string{"professional", "learning"}) || c.About != "Tuesday talks" || !slices.Equal(c.Tags, []string{"go", "evenings"}) {
		t.Errorf("the first is %+v", c)
	}
}

// What else there is to say is passed over as a whole, said of the last one only, or
// changed when one comes back, and is kept from the first letter.
func TestMoreIsSaidOfWhoIsPicked(t *testing.T) {
	t.Parallel()
	a := inventory("kind", "about")
	w := start(t, a).press("enter", "Choir", "enter", "Band", "enter", "enter").at("list (details)").press("enter").at("after")
	w.press("shift+tab").at("list (details)").press("up", "enter").sees("Band: What kind").press("enter", "Brass on Thu")
	w.second()
	w = resume(t, a, w.kept()).at("list (details)").sees("  Band: Brass on Thu", "enter next")
	w.press("up", "enter", "enter").sees("> Brass on Thu").press("rsdays", "enter").sees("Band: Brass on Thursdays", "enter next")
	w.press("shift+tab").at("list").sees("2  Band: Brass on Thursdays").press(" two", "shift+tab", "enter", "ctrl+u", "enter")
	w.press("up", "enter", "shift+tab").sees("> Band").press("shift+tab").at("list").press("up", "up", "enter", " West", "enter", "enter", "enter").at("after")
	cs := w.said("list").Communities
	if len(cs) != 2 || cs[0].Name != "Choir West" || cs[0].About != "" || cs[1].About != "Brass on Thursdays" {
		t.Errorf("the communities are %+v", cs)
	}
}

// Of whom the journal says it all already nothing is asked again.
func TestNoMoreIsAskedOfWhoIsKnown(t *testing.T) {
	t.Parallel()
	known := []journal.Community{{ID: "c1", Name: "Choir", Kinds: []string{"hobby"}, About: "We sing"}, {ID: "c2", Name: "Go Meetup", About: "Talks"}}
	w := start(t, inventory("kind", "about"), known...).press("enter").at("list (known)").press("enter", "enter")
	w.at("list (details)").sees("Go Meetup").seesNot("Choir").press("down", "enter").sees("What kind").press("space", "enter").seesNot("What is it about").press("enter").at("after")
	w = start(t, inventory("kind", "about"), known...).press("enter", "down", "space", "enter", "enter").at("after")
	if got := listed(w.said("list")); !slices.Equal(got, []string{"Choir"}) {
		t.Errorf("the list is %q", got)
	}
}

// On a second run those in the journal are ticked where they still hold, and the
// list goes on with others.
func TestKnownCommunitiesAreTicked(t *testing.T) {
	t.Parallel()
	known := []journal.Community{{ID: "c1", Name: "Choir"}, {ID: "c2", Name: "Go Meetup"}, {ID: "c3", Name: "Old band", Archived: began}}
	w := start(t, inventory(), known...).press("enter").at("list (known)")
	w.sees("Which of these do you still belong to?", "> [x] Choir", "[x] Go Meetup", "space take back").seesNot("Old band").seesNot("another one")
	w.press("space").sees("> [ ] Choir").press("enter").at("list").sees("1  Go Meetup", "Another one, or enter to go on").press("Allotment", "enter", "Half a na")
	w.press("shift+tab").sees("[ ] Choir", "[x] Go Meetup").press("space", "enter")
	w.sees("1  Choir", "2  Go Meetup", "3  Allotment", "› 4  Half a na", "┃ > Half a na").press("me", "enter", "enter").at("after")
	if got := w.said("list"); !slices.Equal(listed(got), []string{"Choir", "Go Meetup", "Allotment", "Half a name"}) || got.Communities[0].ID != "c1" {
		t.Errorf("the list is %+v", got)
	}
	w = start(t, inventory(), known...).press("enter", "backspace").sees("[ ] Choir", "[ ] Go Meetup", "enter skip").press("enter", "enter").at("list").sees("! this one needs")
	w.press("shift+tab").sees("[ ] Choir").press("enter").at("list").sees("Name")
}

// A change that is half typed stays one to the same community when others are ticked.
func TestAHalfTypedChangeStaysWhereItIs(t *testing.T) {
	t.Parallel()
	known := []journal.Community{{ID: "c1", Name: "Choir"}, {ID: "c2", Name: "Go Meetup"}}
	w := start(t, inventory(), known...).press("enter", "space", "enter", "up", "enter", " Wes", "shift+tab", "space", "enter")
	w.sees("1  Choir", "› 2  Go Meetup Wes", "┃ > Go Meetup Wes").press("t", "enter", "enter").at("after")
	if got := listed(w.said("list")); !slices.Equal(got, []string{"Choir", "Go Meetup West"}) {
		t.Errorf("the list is %q", got)
	}
}

// Of many those that still hold are found by what they are called.
func TestManyKnownCommunitiesAreNarrowedDown(t *testing.T) {
	t.Parallel()
	var known []journal.Community
	for i := range 60 {
		known = append(known, journal.Community{ID: journal.ID(fmt.Sprint("c", i)), Name: fmt.Sprint("Group number ", i)})
	}
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		w := start(t, inventory(), known...).press("enter")
		w.size(size[0], size[1])
		w.sees("type to filter", "> [x] Group number 0", "more below").press("delete").sees("> [ ] Group number 0", "enter skip")
		w.press("57").sees("> [ ] Group number 57").press("space").sees("> [x] Group number 57").press("ctrl+u", "pgdown", "space")
		w.press("nowhere").sees("nothing here").press("enter").at("list (known)").press("ctrl+u", "enter").at("list")
		if got := listed(w.said("list")); len(got) != 2 || got[1] != "Group number 57" {
			t.Errorf("at %v the list is %q", size, got)
		}
	}
}

// Kinds are picked from the list, or are any words; tags have a comma or a # each;
// a - passes over any field.
func TestFieldsOfACommunityInOnesOwnWords(t *testing.T) {
	t.Parallel()
	w := start(t, inventory("kind", "about", "tags")).press("enter", "Go Meetup", "enter", "Choir", "enter", "enter", "down", "enter").sees("[ ] social", "+ another kind")
	w.press("space", "+").sees("with commas between").press("chess club, 2, Social", "enter").sees("> [x] social", "[x] chess club", "[x] professional")
	w.press("end", "enter", "enter").sees("+ another kind").press("enter").press("-", "enter")
	w.sees("Tags").press("#go #evening, night school", "enter")
	w.sees("Go Meetup (social, chess club, professional) #go #evening #night school")
	w.press("enter", "end", "x", "brass", "shift+tab", "enter", "enter", "#one class", "enter", "enter").at("after")
	cs := w.said("list").Communities
	if !slices.Equal(cs[1].Kinds, []string{"brass"}) || !slices.Equal(cs[1].Tags, []string{"one class"}) || cs[0].About != "" {
		t.Errorf("the communities are %+v", cs)
	}
}

// A community that a suggestion is for can be left out, picked, or named.
func TestASuggestionForANewCommunity(t *testing.T) {
	t.Parallel()
	a := one(prompts.Step{Key: "try", Kind: journal.SuggestionsK, Prompt: "What could help?", Fields: []string{"text", "community"}})
	w := start(t, a, journal.Community{ID: "c1", Name: "Choir"}).press("enter")
	w.press("Ask", "enter").sees("Or none", "( ) Choir", "+ another one").press("+").sees("Its name").press("Reading gr")
	w.second()
	if got := w.kept().Answers["try"].Half; got == nil || got.Thing.Suggestions[0].Community == nil || got.Thing.Suggestions[0].Community.Name != "Reading gr" {
		t.Errorf("half typed it is %+v", got)
	}
	w.press("oup", "enter").sees("> (•) Reading group").press("enter").sees("1  Ask (for Reading group)")
	w.press("Listen", "enter", "+", "READING group", "enter", "enter").sees("2  Listen (for Reading group)")
	w.press("Rest", "enter", "down", "space", "-", "Sing", "enter", "+", "choir", "enter", "enter", "enter", "enter")
	if !w.over {
		t.Fatalf("it is not over:\n%s", w.screen())
	}
	got := w.said("try").Suggestions
	if len(got) != 4 || got[0].Community.ID == "" || got[1].Community.ID != got[0].Community.ID || got[2].Community != nil || got[3].Community.ID != "c1" {
		t.Errorf("the suggestions are %+v", got)
	}
}

func TestATwinIsQueried(t *testing.T) {
	t.Parallel()
	w := start(t, inventory()).press("enter", "Go Meetup", "ctrl+d", "go  MEETUP", "enter")
	w.sees("! Go Meetup is on the list already").at("list").press("ctrl+d").sees("on the list already")
	w.press(" Leeds", "ctrl+d", "enter").at("after")
	if got := listed(w.said("list")); !slices.Equal(got, []string{"Go Meetup", "go  MEETUP Leeds"}) {
		t.Errorf("the list is %q", got)
	}
}

// A name that the journal knows, or nearly, is asked about once and never refused.
func TestAKnownNameIsQueried(t *testing.T) {
	t.Parallel()
	known := journal.Community{ID: "c1", Name: "Parkrun volunteers"}
	w := start(t, inventory(), known).press("enter", "space", "enter", "PARKRUN  volunteers", "enter").sees("Parkrun volunteers is in your journal already", "enter once more")
	w.press("enter").sees("1  Parkrun volunteers").press("enter").at("after")
	if cs := w.said("list").Communities; len(cs) != 1 || cs[0].ID != "c1" {
		t.Errorf("the list is %+v", cs)
	}
	w = start(t, inventory(), known).press("enter", "space", "enter", "Parkrun", "enter").sees("the same as Parkrun volunteers")
	w.press(" juniors", "enter").sees("1  Parkrun juniors").press("enter").at("after")
	if cs := w.said("list").Communities; len(cs) != 1 || cs[0].ID == "c1" {
		t.Errorf("the list is %+v", cs)
	}
}

func TestEntriesAreChangedAndRemoved(t *testing.T) {
	t.Parallel()
	w := start(t, inventory()).press("enter", "Choir", "ctrl+d", "Go Meetup", "ctrl+d", "Allotment", "ctrl+d", "enter").at("after")
	before := w.said("list").Communities
	w.press("shift+tab", "up", "up", "up").sees("> 1  Choir").press("enter").sees("› 1  Choir", "> Choir")
	w.press(" West", "ctrl+d").sees("1  Choir West")
	w.press("up", "up").sees("> 2  Go Meetup").press("x").seesNot("Go Meetup").sees("u put back")
	w.press("u").sees("> 2  Go Meetup").press("x", "down", "down", "enter").at("after")
	after := w.said("list").Communities
	if got := listed(w.said("list")); !slices.Equal(got, []string{"Choir West", "Allotment"}) {
		t.Fatalf("the list is %q", got)
	}
	if after[0].ID != before[0].ID || after[1].ID != before[2].ID {
		t.Errorf("a new name makes another community: %+v, then %+v", before, after)
	}
}

// What was half typed when somebody left is in the field again, and never on the
// list.
func TestAHalfTypedEntryGoesBackIntoItsField(t *testing.T) {
	t.Parallel()
	half := func(w *walk, name string) string {
		if h := w.kept().Answers[name].Half; h != nil {
			return h.Name()
		}
		return ""
	}
	w := start(t, inventory()).press("enter", "Choir", "ctrl+d", "Go Mee")
	w.second()
	if got := listed(w.kept().Answers["list"]); !slices.Equal(got, []string{"Choir"}) || half(w, "list") != "Go Mee" {
		t.Errorf("a second later the draft lists %q, and half typed is %q", got, half(w, "list"))
	}
	w.press("shift+tab", "enter").sees("› 2  Go Mee", "┃ > Go Mee").press("esc")
	w = resume(t, inventory(), w.kept()).sees("› 2  Go Mee", "┃ > Go Mee")
	w.press("up", "up", "enter").sees(`! "Go Mee" is only half typed`, "finish it").press("down", "down", "tup", "ctrl+d").sees("2  Go Meetup")
	w.press("up", "up", "enter", " Wes", "esc")
	if got := listed(w.kept().Answers["list"]); !slices.Equal(got, []string{"Choir", "Go Meetup"}) || half(w, "list") != "Choir Wes" {
		t.Errorf("a change half made: the draft lists %q, and half typed is %q", got, half(w, "list"))
	}
	w = resume(t, inventory(), w.kept()).sees("› 1  Choir Wes", "┃ > Choir Wes").press("t", "ctrl+d", "enter").at("after")
	if got := listed(w.said("list")); !slices.Equal(got, []string{"Choir West", "Go Meetup"}) {
		t.Errorf("the list is %q", got)
	}

	try := one(prompts.Step{Key: "try", Kind: journal.SuggestionsK, Prompt: "What could help?", Fields: []string{"text", "from_role"}})
	w = start(t, try).press("enter", "Open with a ques", "esc")
	if got := w.kept().Answers["try"].Suggestions; len(got) != 0 || half(w, "try") != "Open with a ques" {
		t.Errorf("the draft has the suggestions %v, and half typed is %q", got, half(w, "try"))
	}
	resume(t, try, w.kept()).sees("┃ > Open with a ques")

	pick := one(prompts.Step{Key: "pick", Kind: journal.CommunityOne, Multiple: true, Prompt: "Which?"})
	known := journal.Community{ID: "c1", Name: "Choir"}
	w = start(t, pick, known).press("enter", "space", "+", "Oops half a na", "esc")
	if got := listed(w.kept().Answers["pick"]); !slices.Equal(got, []string{"Choir"}) || half(w, "pick") != "Oops half a na" {
		t.Errorf("the draft picks %q, and half typed is %q", got, half(w, "pick"))
	}
	resume(t, pick, w.kept(), known).sees("Its name", "┃ > Oops half a na").press("me", "enter").sees("[x] Choir", "[x] Oops half a name")
}

// Nothing that is half typed is kept, and it is not lost by finishing either.
func TestFinishingAsksForWhatIsHalfTyped(t *testing.T) {
	t.Parallel()
	w := start(t, inventory()).press("enter", "Choir", "ctrl+d", "Go Mee", "ctrl+o", "G", "enter", "G", "enter")
	w.at("list").sees(`! "Go Mee" is only half typed`, "┃ > Go Mee").press("ctrl+u", "enter", "enter", "enter")
	if got := listed(w.said("list")); !w.over || !slices.Equal(got, []string{"Choir"}) {
		t.Errorf("the list is %q:\n%s", got, w.screen())
	}
}

func TestTheOnlyEntryIsPutBack(t *testing.T) {
	t.Parallel()
	w := start(t, inventory()).press("enter", "Choir", "ctrl+d", "up", "x").sees("u put back", "(u puts back Choir)").press("u").sees("> 1  Choir")
	w.press("x", "down").sees("┃ >", "ctrl+z put back").press("up", "u", "down", "enter").at("after")
	if got := listed(w.said("list")); !slices.Equal(got, []string{"Choir"}) {
		t.Errorf("the list is %q", got)
	}
	for _, size := range [][2]int{{80, 24}, {40, 12}, {24, 8}} {
		w = start(t, inventory()).press("enter", "Choir", "ctrl+d", "up", "x", "x", "enter", "up", "e", "down", "up")
		w.size(size[0], size[1])
		w.sees("u puts back Ch").press("k", "k", "d").at("list")
	}
}

func TestAnEntryKeepsWhatAFieldCannotShow(t *testing.T) {
	t.Parallel()
	a := inventory("kind", "about", "tags")
	d := start(t, a).press("enter").kept()
	was := journal.Community{ID: "id9", Name: "Choir", About: "one\r\n\ttwo", Kinds: []string{"brass band"}}
	d.Answers = map[string]journal.Value{"list": {Communities: []journal.Community{was}}}
	w := resume(t, a, d).press("up", "enter", "enter", "enter", "down", "enter").sees("> [ ] social", "[x] brass band")
	w.press("enter", "enter", "enter", "enter").at("after")
	if got := w.said("list").Communities[0]; got.About != was.About || !slices.Equal(got.Kinds, was.Kinds) {
		t.Errorf("gone through, the community is %+v", got)
	}
}

func TestANameOnTheWayIsNobody(t *testing.T) {
	t.Parallel()
	a := inventory()
	w := start(t, a, journal.Community{ID: "c1", Name: "Choir"}, journal.Community{ID: "c2", Name: "Old band", Archived: began}).press("enter", "space", "enter", "C")
	w.press("hoir", " West", "ctrl+d", "Old ban", "d")
	w.second()
	if cs := w.kept().Answers["list"].Communities; len(cs) != 1 || cs[0].ID != "" {
		t.Errorf("half typed, the communities are %+v", cs)
	}
	w.press("ctrl+d", "enter").at("after")
	cs := w.kept().Answers["list"].Communities
	if len(cs) != 2 || cs[0].ID == "" || cs[0].ID == "c1" || cs[1].ID != "c2" {
		t.Errorf("the communities are %+v", cs)
	}
	if n := len(w.kept().Answers); n != 2 { // and who was taken off it
		t.Errorf("the draft has %d answers: %+v", n, w.kept().Answers)
	}
}

func TestANameThatIsBeingTypedAnewIsStillPicked(t *testing.T) {
	t.Parallel()
	a := one(prompts.Step{Key: "list", Kind: journal.Inventory, Prompt: "Which groups?", Fields: []string{"name"}},
		prompts.Step{Key: "focus", Kind: journal.CommunityOne, Prompt: "Which one?"})
	w := start(t, a).press("enter", "Choir", "ctrl+d", "enter", "down", "enter")
	w = resume(t, a, w.kept()).press("shift+tab", "shift+tab", "up", "enter", "ctrl+u", "Chorus", "ctrl+d", "enter")
	w.sees("> (•) Chorus")
}

func TestKnownCommunitiesCompleteAName(t *testing.T) {
	t.Parallel()
	known := journal.Community{ID: "c1", Name: "Parkrun volunteers"}
	w := start(t, inventory(), known).press("enter", "space", "enter", "park", "right").sees("> parkrun volunteers").press("ctrl+d", "enter")
	if got := w.said("list").Communities; len(got) != 1 || got[0].ID != "c1" || got[0].Name != "Parkrun volunteers" {
		t.Errorf("the list is %+v", got)
	}
}

func TestAnInventoryThatIsNeededAsksForOne(t *testing.T) {
	t.Parallel()
	w := start(t, inventory()).press("enter", "enter").at("list").sees("! this one needs an answer")
	w.press("Choir", "ctrl+u", "enter").at("list").sees("! this one needs")
}

func TestPickingCommunities(t *testing.T) {
	t.Parallel()
	known := []journal.Community{{ID: "c1", Name: "Choir"}, {ID: "c2", Name: "Go Meetup"}}
	a := one(
		prompts.Step{Key: "one", Kind: journal.CommunityOne, Prompt: "Which one?"},
		prompts.Step{Key: "many", Kind: journal.CommunityOne, Prompt: "Which ones?", Multiple: true})
	w := start(t, a, known...).press("enter").sees("( ) Choir", "+ another one", "enter skip")
	w.press("down", "down", "enter").at("many")
	w.press("space", "+").sees("Its name").press("Allotment", "enter").sees("[x] Go Meetup", "> [x] Allotment")
	w.press("+", "choir", "enter").sees("[x] Go Meetup", "> [x] Choir", "[x] Allotment").press("enter")
	if got := listed(w.said("one")); !slices.Equal(got, []string{"Go Meetup"}) {
		t.Errorf("one is %q", got)
	}
	if got := listed(w.said("many")); !slices.Equal(got, []string{"Go Meetup", "Allotment", "Choir"}) {
		t.Errorf("many is %q", got)
	}
}

func TestPickingTheFirstCommunityThereIs(t *testing.T) {
	t.Parallel()
	a := one(prompts.Step{Key: "one", Kind: journal.CommunityOne, Prompt: "Which one?", Required: true},
		prompts.Step{Key: "after", Kind: journal.ShortText, Prompt: "And then?"})
	w := start(t, a).press("enter").sees("Its name").press("enter").at("one").sees("! this one needs an answer")
	w.press("Choi")
	w.second()
	if got := w.kept().Answers["one"].Half; got == nil || got.Name() != "Choi" {
		t.Errorf("a second later the draft has %+v", got)
	}
	w.press("r", "enter").sees("> (•) Choir").press("enter").at("after")
	if got := listed(w.said("one")); !slices.Equal(got, []string{"Choir"}) {
		t.Errorf("the pick is %q", got)
	}
}

func TestSuggestionsAreGathered(t *testing.T) {
	t.Parallel()
	a := one(prompts.Step{Key: "try", Kind: journal.SuggestionsK, Prompt: "What could help?",
		Fields: []string{"text", "from_role", "community", "element", "try_by"}})
	w := start(t, a, journal.Community{ID: "c1", Name: "Choir"}).press("enter")
	w.press("Open with a question", "enter").sees("Who is it from?").press("a new tutor", "enter")
	w.press("down").sees("> ( ) Choir").press("enter").sees("Which side").press("enter")
	w.press("some day", "enter").sees("! \"some day\" is not a date").press("ctrl+u", "2026-12-01", "enter")
	w.sees("1  Open with a question (from a new tutor, for Choir, by 1 Dec 2026)")
	w.press("Sit in a ring", "ctrl+d").sees("2  Sit in a ring").press("up", "x", "down", "enter", "enter")
	if !w.over {
		t.Fatalf("it is not over:\n%s", w.screen())
	}
	got := w.said("try").Suggestions
	if len(got) != 1 || got[0].FromRole != "a new tutor" || got[0].Community == nil || got[0].Community.ID != "c1" || got[0].TryBy != "2026-12-01" || got[0].Element != "" {
		t.Errorf("the suggestions are %+v", got)
	}
}

func TestManyEntriesLeaveRoomForTheForm(t *testing.T) {
	t.Parallel()
	w := start(t, inventory()).press("enter")
	for _, r := range "abcdefghijklmnopqrstuvwxyz" {
		w.press(strings.Repeat(string(r), 3), "ctrl+d")
	}
	for _, size := range [][2]int{{80, 24}, {40, 12}, {30, 8}} {
		w.size(size[0], size[1])
		w.sees("26  zzz", "┃ >", "enter next")
	}
	w.press("up", "up", "up").sees("> 24  xxx")
}
