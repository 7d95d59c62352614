package archive

import "kith/journal"

// CircleJSON is a circle that the person is in.
type CircleJSON struct {
	ID      journal.ID `json:"id"`
	Name    string     `json:"name"`
	Place   string     `json:"place"`
	Role    *string    `json:"role"`
	Joined  *string    `json:"joined"`
	Changed *string    `json:"changed"`
	Waiting int        `json:"waiting"`
	Trouble *string    `json:"trouble"`
}

// CircleFileJSON is what the person put at a circle, or wants to.
type CircleFileJSON struct {
	Path      string  `json:"path"`
	Page      string  `json:"page"`
	Made      *string `json:"made"`
	Sent      *string `json:"sent"`
	Withdrawn bool    `json:"withdrawn"`
}

// Circle is a circle as lists show it.
func Circle(c journal.Circle) CircleJSON {
	return CircleJSON{
		ID: c.ID, Name: c.Name, Place: c.Place, Role: OrNull(c.Role), Joined: Time(c.Joined), Changed: Time(c.Changed),
		Waiting: c.Waiting, Trouble: OrNull(c.Trouble),
	}
}

// CircleFile is a file of the person's own at a circle, without what stands in it.
func CircleFile(f journal.CircleFile) CircleFileJSON {
	return CircleFileJSON{Path: f.Path, Page: f.Page, Made: Time(f.Made), Sent: Time(f.Sent), Withdrawn: f.Withdrawn}
}
