package console

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"kith/journal/text"
)

// names are hard to keep in line.
var names = []string{
	"Go Meetup", "読書会", "كتاب المساء", "חוג הקריאה", "👩‍👩‍👧 families", "Café cle\u0301", "🇬🇧 ex-pats", "한국어 모임", "नमस्ते", "x",
}

func table(t *testing.T, c *Console, rows [][]string, headers ...string) {
	t.Helper()
	table := c.Table(headers...)
	for _, row := range rows {
		if err := table.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
}

func TestTableIsAlignedForEyes(t *testing.T) {
	t.Parallel()
	c, out, _ := at(true, "", "NO_COLOR=1", "COLUMNS=60")
	var rows [][]string
	for _, name := range names {
		rows = append(rows, []string{name, "|", strings.Repeat(name+" ", 9)})
	}
	table(t, c, rows, "NAME", "BAR", "ABOUT")
	for i, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
		if w := ansi.StringWidth(line); w > 60 {
			t.Errorf("%d cells: %s", w, line)
		}
		before, _, found := strings.Cut(line, "|")
		if i == 0 {
			before, _, found = strings.Cut(line, "BAR")
		}
		if !found || ansi.StringWidth(before) != 13 {
			t.Errorf("the second column begins at %d: %s", ansi.StringWidth(before), line)
		}
		if (text.Isolate(line) != line) != strings.Contains(line, "\u2068") ||
			strings.Count(line, "\u2068") != strings.Count(line, "\u2069") {
			t.Errorf("not isolated: %q", line)
		}
	}
}

// Every column of a wrapped table stays where it is, in every line, and no word
// is lost or parted that would fit.
func TestWrappedTableStaysInLine(t *testing.T) {
	t.Parallel()
	for _, width := range []int{46, 60, 80} {
		c, out, _ := at(true, "", "NO_COLOR=1", fmt.Sprintf("COLUMNS=%d", width))
		tab := c.Table("NAME", "SIGN", "ABOUT").Wrap()
		var about []string
		for i, name := range names {
			about = append(about, strings.Repeat(fmt.Sprintf("professional-%d ", i), i%3+1))
			if err := tab.Row(name+" of the neighbourhood", "|", about[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := tab.Flush(); err != nil {
			t.Fatal(err)
		}
		sign, _, _ := strings.Cut(out.String(), "SIGN")
		begins := ansi.StringWidth(sign)
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if w := ansi.StringWidth(line); w > width {
				t.Errorf("at %d: %d cells: %s", width, w, line)
			}
			if before, _, found := strings.Cut(line, "|"); found && ansi.StringWidth(before) != begins {
				t.Errorf("at %d: the sign is not below its header: %s", width, line)
			}
			if gap := ansi.Cut(line, begins-2, begins); strings.TrimSpace(gap) != "" {
				t.Errorf("at %d: %q stands between columns: %s", width, gap, line)
			}
		}
		for _, text := range about {
			for word := range strings.FieldsSeq(text) {
				if !strings.Contains(out.String(), word) {
					t.Errorf("at %d: %s is parted or lost:\n%s", width, word, out)
				}
			}
		}
	}
}

// The column of the words gets the room and goes on below, no date is parted, and a
// column with nothing in it takes no room.
func TestWordsGetTheRoom(t *testing.T) {
	t.Parallel()
	const title = "Someone new asked the first question, and it was quiet for long"
	for _, width := range []int{60, 80, 120} {
		c, out, _ := at(true, "", "NO_COLOR=1", fmt.Sprintf("COLUMNS=%d", width))
		tab := c.Table("ID", "WHEN", "NOTHING", "TITLE", "TAGS").Words("TITLE")
		for _, row := range [][]string{{"4yyrftv8", "20\u00a0Nov\u00a02026", "", title, "teaching, questions, evenings, first steps"}, {"x", "1\u00a0Nov\u00a02026", "", "Short", ""}} {
			if err := tab.Row(row...); err != nil {
				t.Fatal(err)
			}
		}
		if err := tab.Flush(); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		for _, word := range strings.Fields(title + " 20 Nov 2026") {
			if !strings.Contains(out.String(), word) {
				t.Errorf("at %d %s is lost:\n%s", width, word, out)
			}
		}
		if strings.Contains(out.String(), "NOTHING") || !strings.HasPrefix(lines[1], "4yyrftv8  20 Nov 2026  Someone") || width == 120 && len(lines) != 3 {
			t.Errorf("at %d:\n%s", width, out)
		}
		for _, line := range lines {
			if w := ansi.StringWidth(line); w > width {
				t.Errorf("at %d: %d cells: %s", width, w, line)
			}
		}
	}
}

func TestTableIsTabSeparatedForPrograms(t *testing.T) {
	t.Parallel()
	c, out, _ := at(false, "", "COLUMNS=10")
	table(t, c, [][]string{{"a\tb", "c\r\nd", "חוג"}, {"", "x", strings.Repeat("long ", 20)}}, "ONE", "TWO", "THREE")
	if want := "a b\tc d\tחוג\n\tx\t" + strings.Repeat("long ", 20) + "\n"; out.String() != want {
		t.Errorf("%q, want %q", out, want)
	}
}

func TestTableSaysTheSameWithAndWithoutColour(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"a", "b"}, {"long name", "c"}}
	plain, want, _ := at(true, "", "NO_COLOR=1")
	table(t, plain, rows, "NAME", "KIND")
	coloured, got, _ := at(true, "")
	table(t, coloured, rows, "NAME", "KIND")
	if ansi.Strip(got.String()) != want.String() || got.String() == want.String() {
		t.Errorf("with colour %q, without %q", got, want)
	}
}

func TestTableWithoutRowsIsNothing(t *testing.T) {
	t.Parallel()
	c, out, _ := at(true, "")
	table(t, c, nil, "NAME")
	if out.Len() > 0 {
		t.Errorf("%q", out)
	}
}

func TestManyRowsKeepTheirOrderAndWidth(t *testing.T) {
	t.Parallel()
	c, out, _ := at(true, "", "NO_COLOR=1")
	var rows [][]string
	for i := range 2500 {
		rows = append(rows, []string{fmt.Sprint(i), "x"})
	}
	rows[2499][1] = "x and more"
	table(t, c, rows, "N", "X")
	lines := strings.Split(out.String(), "\n")
	if len(lines) != 2502 || lines[1] != "0    x" || lines[1000] != "999  x" || lines[2500] != "24…  x and more" {
		t.Errorf("%d lines, %q, %q", len(lines), lines[1], lines[2500])
	}
}

func TestNarrowTerminal(t *testing.T) {
	t.Parallel()
	for _, width := range []int{1, 10, 30, 50, 79} {
		var out bytes.Buffer
		c, _, _ := at(true, "", "NO_COLOR=1", fmt.Sprintf("COLUMNS=%d", width))
		c.Out = &out
		table(t, c, [][]string{{strings.Repeat("name ", 10), "kinds, more", strings.Repeat("about ", 30)}}, "A", "B", "C")
		for line := range strings.Lines(out.String()) {
			if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > max(width, 3*narrowest+2*columnGap) {
				t.Errorf("at %d: %d cells: %s", width, w, line)
			}
		}
	}
}
