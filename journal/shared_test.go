package journal

import (
	"fmt"
	"html"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kith/journal/markup"
	"kith/journal/text"
)

// secrets are the communities of sharedSample, which nobody else may read of.
func secrets() []string {
	return []string{
		"Go Meetup", "Café Zürich", "Quilter", "Straße 7", "読書会", "ΣΊΣΥΦΟΣ", "جيران", "Go", "Rowing (Tuesdays) [x]",
		"Go Meetup Zürich", "only in private",
	}
}

// sharedSample names the secrets in every place and form there is.
func sharedSample() Reflection {
	refs := map[string]*CommunityRef{}
	for i, name := range secrets() {
		refs[name] = &CommunityRef{ID: ID(fmt.Sprintf("id%d", i)), Name: name}
	}
	text := "GO  MEETUP, go\nmeetup and the Go Meetups; Cafe\u0301 Zu\u0308rich, CAFÉ ZÜRICH's; quilters; STRASSE 7; " +
		"読書会で; σίσυφος; وجيران; to Go, good going; rowing (tuesdays) [X]; go meetup zürich; Only In Private."
	var inventory []Community
	for _, name := range secrets() {
		inventory = append(inventory, Community{ID: refs[name].ID, Name: name, About: text, Where: text, Tags: []string{"Quilter"}})
	}
	return Reflection{
		ID: "01k0000000000000000000abcd", Title: "An evening at go meetup", Activity: "quilter-review",
		Created: time.Date(2026, 11, 23, 14, 30, 0, 0, time.FixedZone("", 3600)), Minutes: 12,
		Tags:        []string{"belonging", "go-meetup", "QUILTER", "only in private", "about quilters"},
		Communities: []CommunityRef{*refs["Go Meetup"], *refs["Quilter"], *refs["only in private"]},
		Answers: []Answer{
			{Key: "list", Kind: Inventory, Prompt: "Which?", Value: Value{Communities: inventory}, Private: true},
			{Key: "secret", Kind: LongText, Prompt: "Anything else?", Value: TextValue("the password"), Private: true},
			{Key: "gone", Kind: LongText, Prompt: "And?", Value: Value{Declined: true}},
			{Key: "quilter_mood", Loop: "look", Kind: LongText, Prompt: "How is Quilter?", Value: TextValue(text), Community: refs["Quilter"]},
			{Key: "pick", Kind: CommunityOne, Prompt: "Which one?", Value: Value{Communities: inventory[:1]}},
			{Key: "value", Kind: ChooseMany, Prompt: text, Value: ChoiceValue("Straße 7"), Labels: []string{"Straße 7"}},
			{Key: "works", Kind: Rating, Prompt: "Works?", Value: NumberValue(4), Labels: []string{"well"}, Community: refs["Go Meetup"]},
			{Key: "try", Kind: SuggestionsK, Prompt: "Try?", Value: Value{Suggestions: []Suggestion{{
				ID: "x", Text: text, FromRole: "a quilter", Community: refs["Café Zürich"], Note: text, TryBy: "2026-12",
			}}}},
		},
	}
}

// going is a redactor that knows what some communities go by, and no names.
func going(aliases map[ID]string) *Redactor {
	var known []Names
	for _, id := range slices.Sorted(maps.Keys(aliases)) {
		known = append(known, Names{CommunityRef{ID: id}, aliases[id], nil})
	}
	return NewRedactor(known)
}

// everyText gathers all text that the accessors of a page give.
func everyText(s SharedReflection) []string {
	var out []string
	v := reflect.ValueOf(s)
	for i := range v.NumMethod() {
		if v.Type().Method(i).Type.NumIn() == 1 {
			out = append(out, textIn(v.Method(i).Call(nil)[0])...)
		}
	}
	return out
}

func textIn(v reflect.Value) []string {
	var out []string
	switch v.Kind() {
	case reflect.String:
		out = append(out, v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			out = textIn(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, textIn(v.Index(i))...)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return nil
		}
		for i := range v.NumField() {
			out = append(out, textIn(v.Field(i))...)
		}
	}
	return out
}

func TestNoNameGetsOut(t *testing.T) {
	t.Parallel()
	for _, aliases := range []map[ID]string{
		nil,
		{"id0": "the meetup", "id2": "Tuesday people", "id3": "  "},
		{"id0": "Go Meetup people", "id1": "GO", "id2": "QUILTER"}, // aliases that give a name away
	} {
		page, ok := sharedSample().Shared(going(aliases))
		if !ok {
			t.Fatal("nothing can be shared")
		}
		texts := everyText(page)
		if len(texts) < 40 {
			t.Fatalf("only looked at %d texts", len(texts))
		}
		for _, s := range texts {
			for _, name := range secrets() {
				found := strings.Contains(text.Fold(s), text.Fold(name))
				if name == "Go" { // a short word counts where it stands alone
					found = strings.Contains(" "+text.Fold(s)+" ", " go ")
				}
				if found {
					t.Errorf("aliases %v: %q is named in %q", aliases, name, s)
				}
			}
			if strings.Contains(s, "password") {
				t.Errorf("a private answer is in %q", s)
			}
		}
	}
}

func TestSharedReadsWell(t *testing.T) {
	t.Parallel()
	page, _ := sharedSample().Shared(going(map[ID]string{"id0": "the meetup"}))
	if got := page.Title(); got != "An evening at the meetup" {
		t.Errorf("title %q", got)
	}
	if got, want := page.Communities(), []string{"the meetup", "community B"}; !slices.Equal(got, want) {
		t.Errorf("communities %q, want %q", got, want)
	}
	if got, want := page.Tags(), []string{"belonging", "the meetup", "community B", "about community B"}; !slices.Equal(got, want) {
		t.Errorf("tags %q, want %q", got, want)
	}
	if page.Activity() != "" {
		t.Errorf("activity %q", page.Activity())
	}
	answers := page.Answers()
	if len(answers) != 5 {
		t.Fatalf("%d answers", len(answers))
	}
	want := "the meetup, the meetup and the the meetup; community D, community D's; community B; community E; " +
		"community Fで; community G; وcommunity H; to community I, good going; community J; community K; community C."
	if got := answers[0].Value.Text; got != want {
		t.Errorf("text\n%q\nwant\n%q", got, want)
	}
	if got := *answers[3].Value.Number; got != 4 || answers[3].Labels[0] != "well" {
		t.Errorf("the rating is %v %q", got, answers[3].Labels)
	}
	if sg := answers[4].Value.Suggestions[0]; sg.Community.Name != "community D" || sg.TryBy != "2026-12" {
		t.Errorf("the suggestion is %+v", sg)
	}
}

// A tag that names a community of private answers alone is private too, however it is
// written.
func TestTagsOfHiddenCommunitiesAreNotShared(t *testing.T) {
	t.Parallel()
	ref := CommunityRef{ID: "1", Name: "Zoë's Circle"}
	page, _ := Reflection{
		Tags:    []string{"zoë's-circle", "zoescircle", "zoes-circle", "zoe.s.circle", "talk"},
		Answers: []Answer{{Key: "which", Kind: CommunityOne, Private: true, Value: Value{Communities: []Community{{ID: ref.ID, Name: ref.Name}}}}},
	}.Shared(NewRedactor([]Names{{CommunityRef: ref}}))
	if got := page.Tags(); !slices.Equal(got, []string{"talk"}) {
		t.Errorf("tags %q", got)
	}
}

func TestWhatIsPrivateIsNotShared(t *testing.T) {
	t.Parallel()
	r := sharedSample()
	r.Private = true
	if page, ok := r.Shared(NewRedactor(nil)); ok || strings.Join(everyText(page), "") != "" {
		t.Errorf("a private note can be shared: %q", everyText(page))
	}
}

func TestSharingLeavesTheReflectionAlone(t *testing.T) {
	t.Parallel()
	r := sharedSample()
	r.Shared(NewRedactor(nil))
	if !reflect.DeepEqual(r, sharedSample()) {
		t.Error("the reflection was changed")
	}
}

func TestAPlainTextStaysAsItIs(t *testing.T) {
	t.Parallel()
	text := "One\r\n  two\t\n\n\x1b[31m three \xff  "
	r := Reflection{Answers: []Answer{{Key: NoteKey, Kind: LongText, Value: TextValue(text)}}}
	r.Communities = []CommunityRef{{ID: "1", Name: "Choir"}}
	page, _ := r.Shared(NewRedactor(nil))
	if got := page.Answers()[0].Value.Text; got != text {
		t.Errorf("%q became %q", text, got)
	}
	if got := page.Communities(); !slices.Equal(got, []string{"community A"}) {
		t.Errorf("communities %q", got)
	}
}

// TestFormerNamesAreNotShared: the names of what was merged into a community
// give way to the same words as its own.
func TestFormerNamesAreNotShared(t *testing.T) {
	t.Parallel()
	r := Reflection{
		Title: "Gophers, once the Meetup people, now Go Meetup", Tags: []string{"gophers"},
		Communities: []CommunityRef{{ID: "1", Name: "Go Meetup"}},
		Answers: []Answer{{
			Key: "focus", Kind: CommunityOne, Prompt: "Which of Gophers?",
			Value: Value{Communities: []Community{{ID: "0", Name: "Gophers"}}}, // as it was said then
		}},
	}
	page, _ := r.Shared(NewRedactor([]Names{{CommunityRef{"1", "Go Meetup"}, "the crew", []string{"Gophers", "Meetup people", "The Crew"}}}))
	got := []string{page.Title(), page.Tags()[0], page.Answers()[0].Prompt, page.Answers()[0].Value.Communities[0].Name}
	want := []string{"the crew, once the the crew, now the crew", "the crew", "Which of the crew?", "the crew"}
	if !slices.Equal(got, want) {
		t.Errorf("shared %q, want %q", got, want)
	}
	if got := page.Communities(); !slices.Equal(got, []string{"the crew"}) {
		t.Errorf("communities %q", got)
	}
}

// TestPromptsGiveNoOtherWordsAway: an earlier kith kept in a prompt what it was
// filled with.
func TestPromptsGiveNoOtherWordsAway(t *testing.T) {
	t.Parallel()
	reading := Read(Community{Name: "Choir"}, Latest{}, time.Now()).Paragraph()
	due := Suggestion{Text: "Tell Ana", FromRole: "a tutor", TryBy: "2026-12-01"}.Line()
	month := Suggestion{Text: "Tell Ana", TryBy: "2026-12"}.Line()
	for prompt, want := range map[string]string{
		"Which of these?\n- Mon 2 Nov: A secret\n- Sun 1 Nov: Another": "Which of these?",
		"Of - Mon 23 Nov: A secret, what stays?":                       "Of",
		"What of these?\n- " + due:                                     "What of these?",
		"Try - " + month + " soon?":                                    "Try",
		"How does this sound? " + reading:                              "",
		"What is it?\n- a\n- b by the sea":                             "What is it?\n- a\n- b by the sea",
	} {
		page, _ := Reflection{Answers: []Answer{{Key: "a", Prompt: prompt, Value: TextValue("x")}}}.Shared(NewRedactor(nil))
		if got := page.Answers()[0].Prompt; got != want {
			t.Errorf("%q became %q, want %q", prompt, got, want)
		}
	}
}

// TestOneRedactorForAll: what one reflection does not know of, the journal does,
// and it goes by the same words everywhere.
func TestOneRedactorForAll(t *testing.T) {
	t.Parallel()
	all := NewRedactor([]Names{
		{CommunityRef{"1", "Choir"}, "", []string{"Old Town Singers"}},
		{CommunityRef{"2", "Go Meetup"}, "the crew", []string{"gm", "the G"}},
		{CommunityRef{"3", "Old Town Singers"}, "", nil}, // has the name by now
		{CommunityRef{"4", "Quilter"}, "", nil},
		{CommunityRef{"5", "Staff room"}, "", nil},
		{CommunityRef{"6", "読書会"}, "", nil},
	})
	for said, want := range map[string]string{
		"and the Go Meetup people came": "and the crew people came",
		"gm, and Quilters":              "the crew, and community D",
		"the Old Town Singers, Choir":   "the community C, community A",
		"with the Quil...":              "with the community D...", // cut within a name
		"when I came to the old...":     "when I came to the community C...",
		"what I wanted to say was...":   "what I wanted to say was...",
		"a long wall and Ana's...":      "a long wall and Ana's...", // one letter begins no name
		"with the Qu...":                "with the Qu...",
		"with the Qui...":               "with the community D...",
		"people of go...":               "people of the crew...", // a short first word, whole
		"昨日読...":                        "昨日community F...",
		"with the Go Meetup and the G":  "with the crew and the crew", // names that overlap
	} {
		page, _ := Reflection{Title: said, Communities: []CommunityRef{{"4", "Quilter"}}}.Shared(all)
		if got := page.Title(); got != want {
			t.Errorf("%q became %q, want %q", said, got, want)
		}
		if got := page.Communities(); !slices.Equal(got, []string{"community D"}) {
			t.Errorf("communities %q", got)
		}
	}
}

func TestNeutralNamesAreNobodysName(t *testing.T) {
	t.Parallel()
	r := Reflection{Title: "A, Community, community b"}
	for i, name := range []string{"A", "Community", "Group C"} {
		r.Communities = append(r.Communities, CommunityRef{ID: ID(fmt.Sprint(i)), Name: name})
	}
	page, _ := r.Shared(going(map[ID]string{"2": "group b"}))
	if got, want := page.Communities(), []string{"group D", "group E", "group b"}; !slices.Equal(got, want) {
		t.Errorf("communities %q, want %q", got, want)
	}
}

// spread finds the words of a name, with marks that join or none between them, where it
// has letters enough and its first word more than one.
func spread(name string) *regexp.Regexp {
	all := lettersOf(name)
	if all == nil {
		return nil
	}
	letters := all[len(all)-1]
	if _, first := utf8.DecodeRuneInString(letters.text); letters.apart(first) {
		return nil
	}
	pattern := ""
	for i := range letters.text {
		if i > 0 && letters.apart(i) {
			pattern += `(?:[\s\p{Pd}_*~=&]*|[\p{Pd}_*~=&./+'’]*)`
		}
		r, _ := utf8.DecodeRuneInString(letters.text[i:])
		pattern += regexp.QuoteMeta(string(r))
	}
	return regexp.MustCompile(pattern)
}

// rendered is what a browser shows of a line, without accents and what is not seen; ""
// for one of code or with an address, which is not what was typed, and of what acts on a
// terminal, which is spelled out.
func rendered(line string) string {
	if strings.ContainsAny(line, "`~(<%") || text.Visible(line) != line || strings.Contains(line, "\n") {
		return ""
	}
	shown := regexp.MustCompile(`</?(?:em|strong)>`).ReplaceAllString(markup.HTML(line, 1), "")
	shown = html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(shown, " "))
	return text.Unaccented(norm.NFKC.String(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			return -1
		}
		return r
	}, shown)))
}

func FuzzShared(f *testing.F) {
	f.Add("Go Meetup", "Quilter", "the GO meetups and quilter quilters")
	f.Add("ß", "ss", "Straße ẞ s\u0301s")
	f.Add("-", "--", "- and -- and a-b")
	f.Add("İ", "a b", "i\u0307 a  b a\u00a0b")
	f.Add("C++ Guild", "Zoë Circle", `C\+\+ Guild, Cguild, **Zo&euml;** C*irc*le, #zoecircle`)
	f.Add("Blue Fig Lab", "PyLadies", "Blue&nbsp;**F&#105;g**-L\u00ada\u200bb p\\_y la*d*ies, Py ladies")
	f.Fuzz(func(t *testing.T, one, two, s string) {
		r := Reflection{Title: s, Communities: []CommunityRef{{ID: "1", Name: one}, {ID: "2", Name: two}}}
		page, _ := r.Shared(going(map[ID]string{"1": "the first"}))
		fold := func(s string) string { return text.Fold(string([]rune(s))) } // no name is half a character
		for _, name := range []string{fold(one), fold(two)} {
			for line := range strings.SplitSeq(page.Title(), "\n") {
				if redactFold(name) != "" && !standsAlone(name) && strings.Contains(fold(line), name) {
					t.Errorf("%q is named in %q, which was %q", name, page.Title(), s)
				}
			}
		}
		for _, name := range []string{one, two} {
			if spread := spread(name); spread != nil && spread.MatchString(rendered(page.Title())) {
				t.Errorf("%q is read in %q, which was %q", name, page.Title(), s)
			}
		}
	})
}

// However people and their devices write a mark, it is the same name.
func TestSharedFindsNamesWrittenWithOtherMarks(t *testing.T) {
	t.Parallel()
	r := Reflection{
		ID: "r", Title: "At Ana’s reading group", Tags: []string{"gomeetup", "work"},
		Communities: []CommunityRef{{ID: "a", Name: "Ana's reading group"}, {ID: "b", Name: "Go Meetup"}},
		Answers:     []Answer{{Key: NoteKey, Kind: LongText, Value: TextValue("The Go-Meetup crowd came to Ana`s reading‑group.")}},
	}
	s, ok := r.Shared(NewRedactor(nil))
	if !ok {
		t.Fatal("not shared")
	}
	all := strings.ToLower(fmt.Sprintf("%+v", s))
	for _, name := range []string{"ana", "reading", "meetup"} {
		if strings.Contains(all, name) {
			t.Errorf("%q is found in %s", name, all)
		}
	}
	if !strings.Contains(all, "work") {
		t.Errorf("the other tag is gone: %s", all)
	}
}

// What was read, and what came of suggestions, never leaves, whatever the answer says
// of itself.
func TestOtherPeoplesWordsStay(t *testing.T) {
	t.Parallel()
	shared, ok := Reflection{Title: "Week", Answers: []Answer{
		{Key: "pages", Kind: ReadKind, Value: Value{Contributions: []ContributionRef{{ID: "1", Title: "theirs"}}}},
		{Key: "tried", Kind: OutcomesKind, Value: Value{Suggestions: []Suggestion{{ID: "2", Text: "theirs too", Note: "n"}}}},
		{Key: "more", Kind: ShortText, Value: TextValue("mine")},
	}}.Shared(NewRedactor(nil))
	if answers := shared.Answers(); !ok || len(answers) != 1 || answers[0].Key != "more" {
		t.Errorf("shared are %+v", answers)
	}
}

// A name is found in whatever looks like it once it is read: by a browser, in Markdown,
// by a person.
func TestSharedFindsNamesThatReadAlike(t *testing.T) {
	t.Parallel()
	all := NewRedactor([]Names{
		{CommunityRef{"1", "Blue Fig Lab"}, "", nil},
		{CommunityRef{"2", "C++ Guild"}, "", nil},
		{CommunityRef{"3", "Zoë Circle"}, "", nil},
		{CommunityRef{"4", "PyLadies"}, "", nil},
		{CommunityRef{"5", "acme.org"}, "", nil},
		{CommunityRef{"6", "Velvet Den"}, "the den", nil},
		{CommunityRef{"7", "Go"}, "", nil},
		{CommunityRef{"8", "Choir"}, "", nil},
		{CommunityRef{"9", "R&D"}, "", nil},
	})
	for said, want := range map[string]string{
		// Markdown and HTML
		`at C\+\+ Guild, at py\_ladies`:                        `at community B, at community D`,
		`by acme\.org and R\&D, R&amp;D`:                       `by community E and community I, community I`,
		"**Zoë** Circle and **Zoë Circle**":                    "**community C** and **community C**",
		"the Blue **Fig** Lab, _Blue_ Fig Lab":                 "the community A, _community A_",
		"_Ch_*oir*, the *Cho*_ir_, Ch&#111ir;":                 "_*community H_*, the *_community H*_, community H",
		"the *Ch*oir, Ch**oi**r":                               "the *community H*, community H",
		"Zo&euml; Circle, &#90;oë Circle, &#x5A;oë Circle":     "community C, community C, community C",
		"Blue&nbsp;Fig&nbsp;Lab":                               "community A",
		"Blue <b>Fig</b> Lab":                                  "community A",
		"Zoë <!-- - -->Circle, Blue [Fig](https://x.org)\nLab": "community C, community A",
		"Blue [Fig][1] Lab, [Vel][a b]vet Den":                 "community A, [the den][a b]",
		"Vel[vet](x) Den, [C\\+\\+](x) Guild":                  "the den, [community B](x)",
		"[Blue](https://x.org/blue-fig-lab) Fig Lab":           "[community A](https://x.org/community A)",
		// run together, or apart
		"#BlueFigLab, @bluefiglab":                   "#community A, @community A",
		"velvetden@x.org, velvetden2025":             "the den@x.org, the den",
		"Blue/Fig/Lab, blue_fig.lab, blue+fig - lab": "community A, community A, community A",
		"Py Ladies and py-ladies":                    "community D and community D",
		// in addresses
		"https://x.org/Blue%20Fig%20Lab/a": "https://x.org/community A/a",
		"https://x.org/?q=Blue+Fig+Lab":    "https://x.org/?q=community A",
		"https://x.org/blue-fig-lab":       "https://x.org/community A",
		"https://x.org/Zo%C3%AB%20Circle":  "https://x.org/community C",
		// what is not seen
		"Vel\u200bvet Den, Vel\u2060vet\u00ad Den":         "the den, the den",
		"Ch\u200coi\u200dr, C\ufe0fhoir, Ve\u034flvet Den": "community H, community H, the den",
		"Vel&shy;vet Den, Ch&#8203;oir":                    "the den, community H",
		"Vel\x01vet Den, Vel\x1b[31mvet\x1b[0m Den":        "the den, the den",
		// accents, and letters that are drawn in another way
		"Vélvet Dén, Zoe Circle, ZOE-CIRCLE": "the den, community C, community C",
		"Zoe\u0308 Circle, Ｖｅｌｖｅｔ Den":       "community C, the den",
		// cut in a title
		"with the Zoe Cir...":    "with the community C...",
		"with the bluefigl...":   "with the community A...",
		"with the Velvet**...":   "with the the den...",
		"Velvet was the word...": "Velvet was the word...",
	} {
		page, _ := Reflection{Title: said}.Shared(all)
		if got := page.Title(); got != want {
			t.Errorf("%q became %q, want %q", said, got, want)
		}
	}
}

// Short names and the letters of others are in ordinary words, which stay.
func TestSharedLeavesOrdinaryWordsAlone(t *testing.T) {
	t.Parallel()
	var known []Names
	for i, name := range []string{"Go", "Work", "Schön", "R&D", "I T", "Meetup", "Thread", "Quilter", "C++ Guild", "C++", "A*", "Art Co"} {
		known = append(known, Names{CommunityRef: CommunityRef{ID: ID(fmt.Sprint(i)), Name: name}})
	}
	all := NewRedactor(known)
	for _, said := range []string{
		"good going at the network, G o",
		"das ist schon gut",
		"the 3rd, word for word, Mr Dawson",
		"it is what it is: 100% *fine*, 50%20, a & b; R & R",
		"we meet up to read a book worth reading, tranquil territory",
		"the music guild and a C major chord",
		"a book, <b>a</b> text, [a](b) link, 1 < 2 and 3 > 2",
		`\* and \_ and &amp; and %zz and %ff and &nosuch;`,
		"smartcode, the art. Come in",
	} {
		page, _ := Reflection{Title: said}.Shared(all)
		if got := page.Title(); got != said {
			t.Errorf("%q became %q", said, got)
		}
	}
}

// Two sentences, two list items or two cells are not one name, and nothing that marks
// them off is lost with it.
func TestSharedLeavesWhatIsBetweenTwoWordsThatAreNoName(t *testing.T) {
	t.Parallel()
	var known []Names
	for i, name := range []string{"Staff room", "Reading group", "Go Meetup", "Open House", "Book Club"} {
		known = append(known, Names{CommunityRef: CommunityRef{ID: ID(fmt.Sprint(i)), Name: name}})
	}
	all := NewRedactor(known)
	for _, said := range []string{
		"I told the staff. Room 5 was free.",
		"I had meant to go. Meetup nights",
		"Her door is open. House rules; a book, club soda",
		"Is it open? House, staff! Room: reading; group, a book: club, staff (room)",
		`"staff" room, 'staff' room, staff 'room', staff" room`,
		"| reading | group |",
		"reading | works\ngroup | as well",
		"| reading |\n|---|\n| group |",
		"```\nreading\n```\n\nGroup work was next.",
		"```\nreading\n```\nGroup work was next.",
		"~~~ reading\ngroup\n~~~",
		"- reading\n- group work",
		"> - reading\n> - group work",
		"1. reading\n2. group work\n* staff\n+ room",
		"I was reading\n* group one",
		"## What I am reading\n\nGroup one was late.",
		"## What I am reading\r\n\r\nGroup one was late.",
		"## What I am reading\nGroup one was late.",
		"What I am reading\n=====\nGroup one was late.\n***\nTo go\n \nMeetup",
		"What I am reading\n# Group one",
	} {
		if got := all.Words(said); got != said {
			t.Errorf("%q became %q", said, got)
		}
	}
	for said, want := range map[string]string{
		"in the staff\nroom, - go\nmeetup":        "in the community A, - community C",
		"> the staff\n> room\n- to open\n  house": "> the community A\n- to community D",
		"go-meetup -- at staff/room":              "community C -- at community A",
	} {
		if got := all.Words(said); got != want {
			t.Errorf("%q became %q, want %q", said, got, want)
		}
	}
}

// A name with a mark that ends a sentence is the name with it and without.
func TestSharedFindsNamesWithMarksThatPart(t *testing.T) {
	t.Parallel()
	all := NewRedactor([]Names{{CommunityRef{"1", "St. Mary's Choir"}, "", nil}, {CommunityRef{"2", "Zoë, the Circle"}, "", nil}})
	said, want := "St. Marys Choir, st **Mary’s** choir, #StMarysChoir; Zoe, the Circle, Zoe the circle",
		"community A, community A, #community A; community B, community B"
	if got := all.Words(said); got != want {
		t.Errorf("%q became %q, want %q", said, got, want)
	}
}

// Of a mark whose other half stands outside the name none is left alone.
func TestSharedKeepsMarksInPairs(t *testing.T) {
	t.Parallel()
	all := NewRedactor([]Names{{CommunityRef{"1", "Staff room"}, "", nil}, {CommunityRef{"2", "F* Club"}, "", nil}})
	for said, want := range map[string]string{
		"~~staff~~ room is ~~gone~~":             "~~community A~~ is ~~gone~~",
		"~~the staff~~ room, the staff ~~room~~": "~~the community A~~, the ~~community A~~",
		"`staff` room, the `staff room`":         "`community A`, the `community A`",
		"==staff== room, staff ==room here==":    "==community A==, ==community A here==",
		"**the *staff*** room":                   "**the *community A***",
		"the staff **_room_ there**":             "the **_community A_ there**",
		"*staff* *room*, *staff* *room here*":    "*community A*, *community A here*",
		"[[staff]] room, [[staff room]]":         "[[community A]], [[community A]]",
		"[staff](url) room, [a staff][1] room":   "[community A](url), [a community A][1]",
		"staff [room](url), staff [the room](u)": "[community A](url), staff [the room](u)",
		"[staff](a) [room](b)":                   "[community A](b)",
		"<b>staff</b> room, staff <B>room</b>":   "<b>community A</b>, <B>community A</b>",
		`staff\_room, staff\*\*room, F* Club`:    "community A, community A, community B",
	} {
		if got := all.Words(said); got != want {
			t.Errorf("%q became %q, want %q", said, got, want)
		}
	}
}
