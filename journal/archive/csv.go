package archive

import (
	"bufio"
	"encoding/csv"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/journal"
)

// CSV writes a row for each answer, under a row with the names of the columns
// (RFC 4180, UTF-8, with line feeds). A reflection in which nothing was answered has
// one row. Several things in a cell are parted by semicolons.
//
//	reflection,created,updated,title,activity,minutes,tags,communities,key,loop,community,prompt,kind,answer,number,private
//	01kavtj0c8q6x9w0m5n3r7t2yz,2026-11-23T14:30:00+01:00,...,works,look,Go Meetup,How well is Go Meetup working at the moment?,rating,4 of 5: well,4,no
//
// A cell that a spreadsheet would run has an apostrophe before it: see harmless. A file begins with a byte order mark, without which Excel
// takes UTF-8 for something else; a stream, which is for programs, does not.
func CSV() Format {
	return Format{
		Name: "csv", Extension: ".csv", table: answersTable, mark: csvMark,
		in: stream{begin: csvRows(answerColumns()), between: "\n", end: "\n", none: csvRows(answerColumns()), newline: "\n"},
		write: func(r journal.Reflection) []byte {
			about := make([]string, len(r.Communities))
			for i, c := range r.Communities {
				about[i] = c.Name
			}
			minutes := ""
			if r.Minutes > 0 {
				minutes = strconv.Itoa(r.Minutes)
			}
			of := []string{
				string(r.ID), csvTime(r.Created), csvTime(r.Updated), r.Title, r.Activity, minutes,
				csvList(r.Tags), csvList(about),
			}
			var rows [][]string
			for _, a := range r.Answers {
				round := ""
				if a.Community != nil {
					round = a.Community.Name
				}
				v := a.Value
				said, number := csvList(a.Lines()), ""
				if v.Number != nil {
					number = v.Words()
				} else if v.Text != "" && a.Kind != journal.DateKind {
					said = v.Text
				}
				rows = append(rows, append(slices.Clone(of), a.Key, a.Loop, round, a.Prompt, string(a.Kind), said, number, csvYes(r.Private || a.Private)))
			}
			if len(rows) == 0 {
				rows = [][]string{append(slices.Clone(of), "", "", "", "", "", "", "", csvYes(r.Private))}
			}
			return []byte(csvRows(rows...))
		},
		id: tableID, beside: communityTables,
	}
}

// csvMark is what a file begins with.
const csvMark = "\uFEFF"

// The names of the tables, which are those of their files and stand for the id of
// what is in them.
const (
	answersTable      = "answers"
	communitiesTable  = "communities"
	observationsTable = "observations"
)

func answerColumns() []string {
	return []string{
		"reflection", "created", "updated", "title", "activity", "minutes", "tags", "communities",
		"key", "loop", "community", "prompt", "kind", "answer", "number", "private",
	}
}

func communityColumns() []string {
	return slices.Concat(
		[]string{"community", "name", "alias", "kinds", "about", "where", "rhythm", "started", "tags", "created", "archived", "merged"},
		journal.Elements(), []string{"reading", "own", "confidence", "looked_at"})
}

func observationColumns() []string {
	return []string{"observation", "community", "name", "measure", "value", "words", "at", "note", "reflection", "from", "undone"}
}

// csvRows are rows as CSV has them, with every cell made harmless.
func csvRows(rows ...[]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b) // a Builder takes everything
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.String()
}

// harmless is a cell with an apostrophe before it where a spreadsheet would take it
// for a formula: where it begins with =, +, -, @ (or one of these of full width), a
// tab, a carriage return or a line feed, and is not just a number
// (https://owasp.org/www-community/attacks/CSV_Injection).
func harmless(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r\n＝＋－＠") != 0 || negative(cell) {
		return cell
	}
	return "'" + cell
}

// negative reports a number below 0, such as -2.5.
func negative(cell string) bool {
	figures := strings.Replace(strings.TrimPrefix(cell, "-"), ".", "", 1)
	return len(figures) > 0 && len(figures) >= len(cell)-2 && cell[0] == '-' && strings.Trim(figures, "0123456789") == ""
}

func csvList(things []string) string { return strings.Join(things, "; ") }

func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func csvYes(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// tableFile is a file that holds a table.
func tableFile(name string, fill func(io.Writer) error) File {
	return File{ID: journal.ID(name), Name: name + ".csv", Fill: fill}
}

// tableID tells which table a file holds, from the names of its columns.
func tableID(file io.Reader) (journal.ID, error) {
	first, err := bufio.NewReader(io.LimitReader(file, 4<<10)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", err
	}
	switch strings.TrimPrefix(first, csvMark) {
	case csvRows(answerColumns()):
		return answersTable, nil
	case csvRows(communityColumns()):
		return communitiesTable, nil
	case csvRows(observationColumns()):
		return observationsTable, nil
	}
	return "", nil
}

// communityTables are the tables of communities, and of what was observed of them and
// of the person, for a folder beside that of the answers.
func communityTables(c Contents) iter.Seq2[File, error] {
	return func(yield func(File, error) bool) {
		names := map[journal.ID]string{}
		communities := tableOf(communityColumns(), c.Profiles, func(p Profile) []string {
			names[p.ID] = p.Name
			merged := make([]string, len(p.Merged))
			for i, m := range p.Merged {
				merged[i] = m.Name
			}
			row := []string{
				string(p.ID), p.Name, p.Alias, csvList(p.Kinds), p.About, p.Where, p.Rhythm, string(p.Started), csvList(p.Tags),
				csvTime(p.Created), csvTime(p.Archived), csvList(merged),
			}
			return append(append(row, p.elements()...), p.Reading.Label, p.Reading.Own, p.Reading.Confidence, csvTime(p.Latest.At()))
		})
		observations := tableOf(observationColumns(), c.Observed, func(o journal.Observation) []string {
			return []string{
				string(o.ID), string(o.Community), names[o.Community], o.Measure, o.Value.Words(), o.Words(), csvTime(o.At), o.Note,
				string(o.Reflection), o.From.Name, csvTime(o.Undone),
			}
		})
		_ = yield(tableFile(communitiesTable, communities), nil) && yield(tableFile(observationsTable, observations), nil)
	}
}

// tableOf writes a table, a row for each thing.
func tableOf[T any](columns []string, things iter.Seq2[T, error], row func(T) []string) func(io.Writer) error {
	return func(w io.Writer) error {
		out := bufio.NewWriter(w) // which gives the first error it met to all that comes after
		out.WriteString(csvMark + csvRows(columns))
		for thing, err := range things {
			if err != nil {
				return err
			}
			out.WriteString(csvRows(row(thing)))
		}
		return out.Flush()
	}
}
