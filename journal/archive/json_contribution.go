package archive

import "kith/journal"

// ContributionJSON is somebody else's page. In lists it has no text, and nothing
// earlier.
type ContributionJSON struct {
	ID       journal.ID        `json:"id"`
	Page     *string           `json:"page"`
	Title    string            `json:"title"`
	Activity *string           `json:"activity"`
	By       *string           `json:"by"`
	Written  *journal.Date     `json:"written"`
	Source   string            `json:"source"`
	Circle   *string           `json:"circle"`
	Added    *string           `json:"added"`
	Read     *string           `json:"read"`
	Text     *string           `json:"text,omitempty"`
	Earlier  []PageVersionJSON `json:"earlier,omitzero"`
}

// PageRefJSON names somebody else's page inside something else.
type PageRefJSON struct {
	ID    *journal.ID `json:"id"`
	Title string      `json:"title"`
}

// PageVersionJSON is a page as it was before a newer version of it came.
type PageVersionJSON struct {
	Title   string        `json:"title"`
	By      *string       `json:"by"`
	Written *journal.Date `json:"written"`
	Text    string        `json:"text"`
	Until   *string       `json:"until"`
}

// PageRef names somebody else's page inside something else.
func PageRef(c journal.ContributionRef) PageRefJSON { return PageRefJSON{OrNull(c.ID), c.Title} }

// Contribution is somebody else's page whole.
func Contribution(c journal.Contribution) ContributionJSON {
	out := ListedContribution(c)
	out.Text = &c.Text
	out.Earlier = List(c.Earlier, func(v journal.ContributionVersion) PageVersionJSON {
		return PageVersionJSON{v.Title, OrNull(v.By), OrNull(v.Written), v.Text, Time(v.Until)}
	})
	return out
}

// ListedContribution is somebody else's page without its text.
func ListedContribution(c journal.Contribution) ContributionJSON {
	return ContributionJSON{
		ID: c.ID, Page: OrNull(c.Page), Title: c.Title, Activity: OrNull(c.Activity), By: OrNull(c.By), Written: OrNull(c.Written),
		Source: c.Source, Circle: OrNull(c.Circle), Added: Time(c.Added), Read: Time(c.Read),
	}
}
