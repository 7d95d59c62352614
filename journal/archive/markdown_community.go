package archive

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/chart"
)

// Links says how pages of Markdown name each other.
type Links int

// The ways to link: not at all, as [title](file.md), or as [[file|title]], which
// Obsidian and its like follow by name.
const (
	NoLinks Links = iota
	RelativeLinks
	Wikilinks
)

// to is a link to a file, or its title alone. cell says that it stands in a table.
func (l Links) to(file, title string, cell bool) string {
	switch l {
	case RelativeLinks: // the names of files have nothing in them that would end a link
		return "[" + plain(title) + "](" + file + ")"
	case Wikilinks:
		bar := "|"
		if cell {
			bar = `\|`
		}
		title = strings.Join(strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune("[]|#^\\", r) }), " ")
		return "[[" + strings.TrimSuffix(file, Markdown().Extension) + bar + plain(title) + "]]"
	}
	return plain(title)
}

// linkedName is the name of the file that a text such as [[name]] or [[folder/name|title]]
// links to; any other text is as it was.
func linkedName(s string) string {
	name, opens := strings.CutPrefix(strings.TrimSpace(s), "[[")
	name, closes := strings.CutSuffix(name, "]]")
	if !opens || !closes {
		return s
	}
	name, _, _ = strings.Cut(name, "|")
	return strings.TrimSpace(name[strings.LastIndexByte(name, '/')+1:])
}

// communityFile is the name of a community's page.
func communityFile(c journal.Community) string {
	return communityStart + cmp.Or(slug(c.Name), "unnamed") + nameEnd(c.ID) + Markdown().Extension
}

// What the names of the pages of communities begin with, and what the page with all
// of them is called.
const (
	communityStart = "community-"
	indexName      = "communities"
)

// CommunityPage is all about a community as a page of Markdown.
func CommunityPage(p Profile, links Links) []byte {
	var b bytes.Buffer
	b.WriteString("---\nid: " + scalar(string(p.ID)) + "\ntitle: " + scalar(p.Name) + "\n")
	if p.Alias != "" {
		b.WriteString("aliases: " + scalars([]string{p.Alias}) + "\n")
	}
	if !p.Created.IsZero() {
		b.WriteString("created: " + p.Created.Format(time.RFC3339) + "\n")
	}
	b.WriteString("tags: " + scalars(p.Tags) + "\nkinds: " + scalars(p.Kinds) + "\n---\n\n# " + plain(p.Name) + "\n")
	if p.About != "" {
		writeAnswer(&b, journal.Answer{Kind: journal.LongText, Value: journal.TextValue(p.About)})
	}
	list := ""
	for _, f := range p.Facts() {
		if f.Name != "about" {
			list += "- " + f.Name + ": " + plain(f.Words) + "\n"
		}
	}
	if list != "" {
		b.WriteString("\n" + list)
	}
	for _, f := range p.facets() {
		b.WriteString("\n## " + f.title + "\n")
		if f.prose != "" {
			b.WriteString("\n" + plain(f.prose) + "\n")
		}
		if f.timeline {
			writePicture(&b, chart.NewTimeline(p.Community, p.Observed).Text(chart.Text{Width: 76}))
		}
		if len(f.points) > 0 {
			b.WriteByte('\n')
		}
		for _, point := range f.points {
			title := ""
			if r := point.reflection; r != nil {
				title = links.to(fileName(*r)+Markdown().Extension, cmp.Or(r.Title, "note"), false) + " "
			}
			b.WriteString("- " + title + plain(point.words) + "\n")
		}
	}
	return b.Bytes()
}

// writePicture writes lines that are drawn, such as a chart, to stand as they are.
func writePicture(b *bytes.Buffer, lines string) {
	fence := "```"
	for strings.Contains(lines, fence) {
		fence += "`"
	}
	b.WriteString("\n" + fence + "text\n" + lines + "\n" + fence + "\n")
}

// CommunityTable is a table of communities, with links to their pages.
func CommunityTable(all []Profile, links Links) string {
	var b strings.Builder
	row := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	row(tableHeaders())
	row(slices.Repeat([]string{"---"}, len(tableHeaders())))
	for _, p := range all {
		cells := p.tableCells()
		for i, cell := range cells {
			cells[i] = plain(cell)
		}
		cells[0] = links.to(communityFile(p.Community), p.Name, true)
		row(cells)
	}
	return b.String()
}

// communityPages are the pages of communities for a folder of Markdown: one for each,
// and one with the table and the map of them.
func communityPages(c Contents) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		var all []Profile
		for p, err := range c.Profiles {
			if !yield(File{ID: p.ID, Name: communityFile(p.Community), Text: CommunityPage(p, c.Links)}, err) {
				return
			}
			all = append(all, p.brief())
		}
		var b bytes.Buffer
		b.WriteString("---\nid: " + scalar(indexName) + "\ntitle: \"Communities\"\n---\n\n# Communities\n\n" + CommunityTable(all, c.Links) + "\n## Among the three elements\n")
		writePicture(&b, newMap(all, c.Now).Text(chart.Text{Width: 76}))
		yield(File{ID: indexName, Name: indexName + Markdown().Extension, Text: b.Bytes()}, nil)
	}
}

func newMap(all []Profile, now time.Time) *chart.Map {
	entries := make([]chart.Entry, len(all))
	for i, p := range all {
		entries[i] = chart.Entry{Community: p.Community, Latest: p.Latest}
	}
	return chart.NewMap(entries, now)
}
