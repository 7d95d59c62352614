package archive

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"kith/journal"
)

func TestHarmless(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"": "", "word": "word", "a=b": "a=b", "4": "4", "-4": "-4", "-0.5": "-0.5", "- tea": "'- tea", "-1+1": "'-1+1", "-": "'-", "-.": "'-.", "--1": "'--1", "-1.2.3": "'-1.2.3",
		"=1+1": "'=1+1", "+44 20": "'+44 20", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"＝1": "'＝1", "－1": "'－1", "'tis": "'tis", " =1": " =1",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q is %q, want %q", cell, got, want)
		}
	}
}

// FuzzCSV: whatever is written in an answer, the table has as many columns in each
// row, no cell is a formula, and the text comes back.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "plain", "=1", "a\"b,c\nd", "\r\n", "\xff", "'=1", "\ufeff=1", "a\r\nb", "-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := journal.Reflection{ID: "01kavtj0c8q6x9w0m5n3r7t2yz", Title: s, Tags: []string{s}, Answers: []journal.Answer{
			{Key: "k", Prompt: s, Kind: journal.LongText, Value: journal.TextValue(s)}, {Key: "n", Kind: journal.Number, Value: journal.NumberValue(-2.5)},
		}}
		var b bytes.Buffer
		if err := CSV().WriteStream(t.Context(), &b, contents(r, r), nil); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 5 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.IndexAny(cell, "=+-@\t\r\n") == 0 && cell != "-2.5" && !negative(cell) {
					t.Errorf("a cell is %q", cell)
				}
			}
		}
		want := strings.ReplaceAll(s, "\r\n", "\n") // as a reader of CSV takes it
		if got := rows[1][13]; got != want && got != "'"+want {
			t.Errorf("%q came back as %q", s, got)
		}
		if rows[2][14] != "-2.5" {
			t.Errorf("a number is %q", rows[2][14])
		}
	})
}
