package archive

import "kith/journal"

// HitJSON is something that was found.
type HitJSON struct {
	Type    string     `json:"type"`
	ID      journal.ID `json:"id"`
	Title   string     `json:"title"`
	Snippet string     `json:"snippet"`
	Created *string    `json:"created"`
	Private bool       `json:"private"`
}

// Hit is something that was found, with the sentence it was found in.
func Hit(h journal.Hit) HitJSON {
	return HitJSON{Type: h.Kind, ID: h.ID, Title: h.Title, Snippet: h.Snippet, Created: Time(h.Created), Private: h.Private}
}
