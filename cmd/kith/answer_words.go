package main

import (
	"fmt"
	"strings"

	"kith/journal"
)

// answerWords is an answer as a person reads it.
func answerWords(an journal.Answer) string {
	v := an.Value
	switch {
	case v.Declined:
		return "(would rather not say)"
	case v.NotSure:
		return "(not sure)"
	case len(v.Choices) > 0:
		return strings.Join(labelled(an), "\n")
	case v.Number != nil:
		return numberWords(an)
	case v.Yes != nil && *v.Yes:
		return "yes"
	case v.Yes != nil:
		return "no"
	case len(v.Communities) > 0:
		return strings.Join(each(v.Communities, communityLine), "\n")
	case len(v.Suggestions) > 0:
		return strings.Join(each(v.Suggestions, suggestionLine), "\n")
	case an.Kind == journal.DateKind:
		return journal.Date(v.Text).Words()
	}
	return strings.TrimRight(v.Text, "\n")
}

// labelled are the labels of the options chosen, each a line where there are
// several; the values where the labels were not kept.
func labelled(an journal.Answer) []string {
	words := an.Labels
	if len(words) != len(an.Value.Choices) {
		words = an.Value.Choices
	}
	if an.Kind != journal.ChooseMany {
		return words
	}
	return each(words, func(w string) string { return "- " + w })
}

func numberWords(an journal.Answer) string {
	number := fmt.Sprintf("%v", *an.Value.Number)
	label := strings.Join(an.Labels, " ")
	switch {
	case an.Kind == journal.Rating && label != "":
		return number + " of 5: " + label
	case an.Kind == journal.Rating:
		return number + " of 5"
	}
	return strings.TrimSpace(number + " " + label)
}

func communityLine(c journal.Community) string {
	line := "- " + c.Name
	if len(c.Kinds) > 0 {
		line += " (" + strings.Join(c.Kinds, ", ") + ")"
	}
	if c.About != "" {
		line += ": " + c.About
	}
	return line
}

func suggestionLine(sg journal.Suggestion) string {
	line := "- " + sg.Text
	if more := suggestionMore(sg); more != "" {
		line += " (" + more + ")"
	}
	return line
}

// suggestionMore says where a suggestion comes from, whom it is for and when.
func suggestionMore(sg journal.Suggestion) string {
	var more []string
	if sg.FromRole != "" {
		more = append(more, "from "+sg.FromRole)
	}
	if sg.Community != nil {
		more = append(more, "for "+sg.Community.Name)
	}
	if sg.Element != "" {
		more = append(more, sg.Element)
	}
	if sg.TryBy != "" {
		more = append(more, "by "+sg.TryBy.Words())
	}
	return strings.Join(more, ", ")
}
