package main

// todayJSON is today's page as docs/json.md has it.
type todayJSON struct {
	Drafts       []draftJSON      `json:"drafts"`
	Suggestions  []suggestionJSON `json:"suggestions"`
	Quiet        []quietJSON      `json:"quiet"`
	Reflections  []reflectionJSON `json:"reflections"`
	EarlierYears []reflectionJSON `json:"earlier_years"`
}

// quietJSON is a community that was not looked at for a while.
type quietJSON struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	LookedAt *string `json:"looked_at"`
}

func showToday(page today) todayJSON {
	return todayJSON{
		Drafts:      each(page.Drafts, showDraft),
		Suggestions: each(page.Due, showSuggestion),
		Quiet: each(page.Quiet, func(c quietCommunity) quietJSON {
			return quietJSON{ID: string(c.ID), Name: c.Name, LookedAt: timeOrNull(c.Seen)}
		}),
		Reflections:  each(page.Reflections, listedReflection),
		EarlierYears: each(page.EarlierDays, listedReflection),
	}
}
