package prompts

import (
	"slices"
	"strings"

	"kith/journal"
)

// placeholders are those a prompt or a help text may hold.
func placeholders() []string {
	return []string{PlaceCommunity, PlaceReading, PlaceRecentEntries, PlaceDueSuggestions}
}

// maxBraced bounds how many placeholders of one text are looked at.
const maxBraced = 20

// braced finds what looks like a placeholder: words in braces.
func braced(text string) []string {
	var out []string
	for len(out) < maxBraced {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		text = text[open+1:]
		end := strings.IndexFunc(text, func(r rune) bool { return !isWordLetter(r) && r != ' ' && r != '-' })
		if end <= 0 || text[end] != '}' {
			continue
		}
		word := strings.TrimLeft(text[:end], " ")
		if word != "" && (word[0] < '0' || word[0] > '9') && !slices.Contains(out, "{"+text[:end]+"}") {
			out = append(out, "{"+text[:end]+"}")
		}
	}
	return out
}

func isWordLetter(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// noPlaceholder reports placeholders in texts where they are not filled in.
func (p *parser) noPlaceholder(t table, keys ...string) {
	for _, key := range keys {
		text, _ := t.keys[key].(string)
		for _, place := range braced(text) {
			if slices.Contains(placeholders(), place) {
				t.problem(key, "%s is filled in only in the prompt and the help of a step", place)
			}
		}
	}
}

// placeholder checks that a placeholder is known, and means something here.
func (p *parser) placeholder(at place, s Step, key, braced string) {
	path := at.path + "." + key
	if !slices.Contains(placeholders(), braced) {
		near := nearest(strings.ToLower(strings.Trim(braced, "{} ")), []string{"community", "reading", "recent_entries", "due_suggestions"})
		if len(near) > 0 {
			p.problem(path, "%s is not a placeholder, did you mean {%s}?", braced, near[0])
			return
		}
		p.problem(path, "%s is not a placeholder: they are %s", braced, listed(placeholders(), "and"))
		return
	}
	if braced != PlaceCommunity && braced != PlaceReading || at.loop || at.single || s.Kind == journal.PerCommunity || s.Kind == "" {
		return
	}
	p.problem(path, "%s has nothing to stand for here: it needs a per_community, or a community step before it that allows one choice", braced)
}
