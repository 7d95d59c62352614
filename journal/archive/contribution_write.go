package archive

import (
	"bytes"
	"cmp"
	"time"

	"kith/journal"
)

// ContributionFile is somebody else's page as a Markdown file for the person who has
// it, to be written by Markdown().WriteFiles into a folder of its own. The id in its
// front matter is the contribution's, which tells whose file it is; page is the one
// that the page itself goes by:
//
//	---
//	id: "01m85c0d7e3k9w2r5t8y1p4n6b"
//	page: "p-01kb4f2m8q"
//	title: "What the choir taught me"
//	activity: "your-communities"
//	by: "a new lecturer"
//	written: 2026-11-20
//	source: "pages/2026-11-20-what-the-choir-taught-me-p01kb4f2.md"
//	circle: "tutors"
//	added: 2026-11-23T14:30:00+01:00
//	---
//
//	# What the choir taught me
//
//	We sing first, and talk after.
func ContributionFile(c journal.Contribution) File {
	var b bytes.Buffer
	frontMatter(&b, [][2]string{
		{"id", scalar(string(c.ID))}, {"page", known(c.Page)}, {"title", scalar(c.Title)}, {"activity", known(c.Activity)},
		{"by", known(c.By)}, {"written", string(c.Written)}, {"source", known(c.Source)}, {"circle", known(c.Circle)},
		{"added", c.Added.Format(time.RFC3339)},
	})
	heading{level: 1, text: cmp.Or(plain(c.Title), "...")}.write(&b)
	b.WriteByte('\n')
	block(&b, c.Text, "")
	as := journal.Reflection{ID: c.ID, Title: c.Title, Created: c.Added}
	return File{ID: c.ID, Name: fileName(as) + Markdown().Extension, Text: b.Bytes()}
}
