package archive

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kith/journal"
)

// isReflections reports reflections as Reflection writes them: a list, or one alone.
func isReflections(src []byte) bool {
	s := strings.TrimLeft(string(src[:min(len(src), 200)]), " \t\r\n")
	s, _ = strings.CutPrefix(s, "[")
	s, is := strings.CutPrefix(strings.TrimLeft(s, " \t\r\n"), "{")
	return is && strings.HasPrefix(strings.TrimLeft(s, " \t\r\n"), `"id"`)
}

// readReflections reads reflections as Reflection writes them. The ids of communities,
// suggestions and pages are those of another journal and are left out: communities are
// found by their names.
func readReflections(src []byte, _ ImportOptions) (all []Imported) {
	dec := json.NewDecoder(strings.NewReader(string(src)))
	list := strings.HasPrefix(strings.TrimSpace(string(src)), "[")
	line := func() int { return 1 + strings.Count(string(src[:min(int(dec.InputOffset()), len(src))]), "\n") }
	if list {
		if _, err := dec.Token(); err != nil {
			return ended(all, 1, err)
		}
	}
	for dec.More() {
		var one ReflectionJSON
		if err := dec.Decode(&one); err != nil {
			return ended(all, line(), err)
		}
		r, err := reflectionOf(one)
		if err != nil {
			all = append(all, Imported{Line: line(), Odd: err.Error()})
			continue
		}
		all = append(all, Imported{Reflection: r})
	}
	return all
}

// or is what a pointer of JSON points to, or nothing.
func or[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// reflectionOf is the reflection that Reflection has shown so.
func reflectionOf(j ReflectionJSON) (journal.Reflection, error) {
	created, err := time.Parse(time.RFC3339, or(j.Created))
	if err != nil || len(j.ID) != 26 {
		return journal.Reflection{}, fmt.Errorf("this is no reflection of kith's: it has no id or no date")
	}
	updated, err := time.Parse(time.RFC3339, or(j.Updated))
	if err != nil {
		updated = created
	}
	r := journal.Reflection{
		ID: j.ID, Title: j.Title, Activity: or(j.Activity), Created: created, Updated: updated, Minutes: or(j.Minutes), Private: j.Private, Tags: j.Tags,
	}
	named := func(ref *RefJSON) *journal.CommunityRef {
		if ref == nil {
			return nil
		}
		return &journal.CommunityRef{Name: ref.Name}
	}
	for _, c := range j.Communities {
		r.Communities = append(r.Communities, *named(&c))
	}
	for _, a := range j.Answers {
		v, err := valueOf(a.Kind, a.Value, named)
		if err != nil {
			return r, fmt.Errorf("the answer to %s is not of its kind, %s", a.Key, a.Kind)
		}
		v.Declined, v.NotSure = a.Declined, a.NotSure
		r.Answers = append(r.Answers, journal.Answer{
			Key: a.Key, Loop: or(a.Loop), Prompt: or(a.Prompt), Kind: a.Kind, Value: v, Labels: a.Labels, Community: named(a.Community), Private: a.Private,
		})
	}
	return r, nil
}

// valueOf is the value that value has shown so.
func valueOf(kind journal.Kind, said any, named func(*RefJSON) *journal.CommunityRef) (v journal.Value, err error) {
	src, err := json.Marshal(said)
	if err != nil || said == nil {
		return v, err
	}
	read := func(into any) { err = json.Unmarshal(src, into) }
	switch kind {
	case journal.ChooseMany:
		read(&v.Choices)
	case journal.ChooseOne:
		v.Choices = make([]string, 1)
		read(&v.Choices[0])
	case journal.Rating, journal.Number:
		read(&v.Number)
	case journal.YesNo:
		read(&v.Yes)
	case journal.Inventory:
		var all []InventoryJSON
		read(&all)
		for _, c := range all {
			v.Communities = append(v.Communities, journal.Community{Name: c.Name, Kinds: c.Kinds, About: or(c.About), Tags: c.Tags})
		}
	case journal.CommunityOne:
		var all []RefJSON
		read(&all)
		for _, c := range all {
			v.Communities = append(v.Communities, journal.Community{Name: c.Name})
		}
	case journal.SuggestionsK, journal.OutcomesKind:
		var all []SuggestionJSON
		read(&all)
		for _, sg := range all {
			v.Suggestions = append(v.Suggestions, journal.Suggestion{
				Text: sg.Text, FromRole: or(sg.From), Community: named(sg.Community), Element: or(sg.Element), TryBy: or(sg.TryBy),
				State: sg.State, Helped: sg.Helped, Note: or(sg.Note),
			})
		}
	case journal.ReadKind:
		var all []PageRefJSON
		read(&all)
		for _, c := range all {
			v.Contributions = append(v.Contributions, journal.ContributionRef{Title: c.Title})
		}
	default:
		read(&v.Text)
	}
	return v, err
}
