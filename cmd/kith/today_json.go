package main

import "kith/journal/archive"

// todayJSON is today's page as docs/json.md has it.
type todayJSON struct {
	Drafts       []archive.DraftJSON      `json:"drafts"`
	Suggestions  []archive.SuggestionJSON `json:"suggestions"`
	Quiet        []quietJSON              `json:"quiet"`
	Reflections  []archive.ReflectionJSON `json:"reflections"`
	EarlierYears []archive.ReflectionJSON `json:"earlier_years"`
}

// quietJSON is a community that was not looked at for a while.
type quietJSON struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	LookedAt *string `json:"looked_at"`
}

func showToday(page today) todayJSON {
	return todayJSON{
		Drafts:      each(page.Drafts, archive.Draft),
		Suggestions: each(page.Due, archive.Suggestion),
		Quiet: each(page.Quiet, func(c quietCommunity) quietJSON {
			return quietJSON{ID: string(c.ID), Name: c.Name, LookedAt: archive.Time(c.Seen)}
		}),
		Reflections:  each(page.Reflections, archive.ListedReflection),
		EarlierYears: each(page.EarlierDays, archive.ListedReflection),
	}
}
