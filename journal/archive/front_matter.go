package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/BurntSushi/toml"

	"kith/journal"
	"kith/journal/text"
)

// Field is a line of front matter: a key with what stands behind it. Of a list
// Values are its members, of anything else it is one, of nothing none. An object is no
// value: what has keys of its own stands in Fields.
type Field struct {
	Key    string
	Values []string
	List   bool
	Line   int     // in the file, from 1
	Fields []Field // of the objects in it
}

// Text is the value of a field that has one.
func (f Field) Text() string { return strings.Join(f.Values, ", ") }

// listed are the members of a field that is to be a list, also where it is written
// without brackets: a, b.
func (f Field) listed() []string {
	if f.List {
		return f.Values
	}
	return commaList(f.Text())
}

// number is how many of something a field says, 0 where it says none.
func (f Field) number() int {
	n, _ := strconv.Atoi(f.Text()) // else there is none
	return max(0, n)
}

// fieldOf is the first field with a key, in whatever case.
func fieldOf(fields []Field, key string) (Field, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool { return strings.EqualFold(f.Key, key) })
	if i < 0 {
		return Field{}, false
	}
	return fields[i], true
}

// maxFrontMatter bounds front matter, in bytes: what goes on longer is none.
const maxFrontMatter = 64 << 10

// frontMatterID reads the id in the front matter that a file begins with.
func frontMatterID(file io.Reader) (journal.ID, error) {
	head, err := io.ReadAll(io.LimitReader(file, maxFrontMatter))
	if err != nil {
		return "", err
	}
	fields, _ := readFrontMatter(splitLines(strings.TrimPrefix(string(head), "\uFEFF")))
	id, _ := fieldOf(fields, "id") // else there is none
	return journal.ID(id.Text()), nil
}

// readFrontMatter reads as much YAML as people and programs write above a page: keys
// with a text, a number, a list in brackets or one of lines that begin with a dash, and
// keys within keys. Anything else it takes for text, so nothing in it can grow. It gives
// the lines behind it; all of them where they do not begin, below blank lines, with front
// matter that ends.
func readFrontMatter(lines []line) (fields []Field, rest []line) {
	top := max(0, slices.IndexFunc(lines, func(l line) bool { return !isBlank(l.text) }))
	if len(lines) == 0 || strings.TrimRight(lines[top].text, " \t") != "---" {
		return nil, lines
	}
	end, size := top+1, 0
	for ; end < len(lines); end++ {
		text := strings.TrimRight(lines[end].text, " \t")
		if size += len(text); text == "---" || text == "..." {
			break
		}
	}
	if end == len(lines) || size > maxFrontMatter {
		return nil, lines
	}
	fields, _ = yamlFields(lines[:end], top+1, 0)
	if len(fields) == 0 && end > top+1 { // a text between two rules
		return nil, lines
	}
	return fields, lines[end+1:]
}

// yamlFields reads the keys that stand in a column, from line i on up to one that stands
// before it, and gives the number of that.
func yamlFields(lines []line, i, column int) (fields []Field, next int) {
	open := false // keys may stand in the last
	for ; i < len(lines); i++ {
		text := strings.TrimLeft(lines[i].text, " \t")
		if text == "" || text[0] == '#' {
			continue
		}
		in := len(lines[i].text) - len(text)
		if in < column {
			break
		}
		item, isItem := strings.CutPrefix(text, "-")
		last := len(fields) - 1
		key, value, isField := strings.Cut(text, ":")
		isField = isField && !unicode.IsSpace(rune(text[0])) && (value == "" || value[0] == ' ' || value[0] == '\t')
		switch {
		case isItem && last >= 0 && (item == "" || item[0] == ' ' || item[0] == '\t'):
			fields[last].List = true
			fields[last].take(item)
		case isField && in == column:
			f := Field{Key: strings.Trim(strings.TrimSpace(key), `"'`), Line: i + 1}
			value = strings.TrimSpace(value)
			open = strings.HasPrefix(value, "{") || yamlText(value) == ""
			if strings.HasPrefix(value, "[") {
				closes := slices.IndexFunc(lines[i:], func(l line) bool { return strings.Contains(l.text, "]") })
				if next := slices.IndexFunc(lines[i+1:], func(l line) bool { return beginsField(l.text) }); next >= 0 {
					closes = min(closes, next) // else what comes after a bracket that is missing would be in the list
				}
				f.List = true
				for more := max(0, closes); ; more-- {
					values, objects, _ := yamlList(value)
					f.Values, f.Fields = append(f.Values, values...), append(f.Fields, objects...)
					if more == 0 {
						break
					}
					i++ // it goes on
					value = strings.TrimSpace(lines[i].text)
				}
			} else if value != "|" && value != ">" {
				f.take(value)
			}
			fields = append(fields, f)
		case isField && open: // further in
			var within []Field
			within, i = yamlFields(lines, i, in)
			fields[last].Fields = append(fields[last].Fields, within...)
			i-- // which is read again
		case last >= 0 && !fields[last].List && len(fields[last].Fields) == 0: // a text that goes on
			fields[last].Values = append(fields[last].Values, strings.TrimSpace(text))
		}
	}
	for i, f := range fields {
		if !f.List && len(f.Values) > 1 {
			fields[i].Values = []string{strings.Join(f.Values, " ")}
		}
	}
	return fields, i
}

// take adds what stands on a line to a field: an object in braces, or a text.
func (f *Field) take(s string) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "{") {
		if fields, rest := yamlObject(s); yamlText(rest) == "" {
			f.Fields = append(f.Fields, fields...)
			return
		}
	}
	if word := yamlText(s); word != "" {
		f.Values = append(f.Values, word)
	}
}

// hugoFrontMatter reads what Hugo (https://gohugo.io/content-management/front-matter/) takes
// beside YAML: TOML between two lines of +++, or an object of JSON. It gives what stands
// behind it, all of the text where there is none, or what is wrong with it.
func hugoFrontMatter(src string) (fields []Field, rest string, wrong Imported) {
	keys := map[string]any{}
	head := src[:min(len(src), maxFrontMatter)]
	block := regexp.MustCompile(`(?ms)\A\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*\r?$`).FindStringSubmatch(head)
	switch {
	case block != nil && regexp.MustCompile(`(?m)\A\s*\z|^\s*(\[|["'\w.-]+[ \t]*=)`).MatchString(block[1]): // else a text between two rules
		if line, why := decodeTOML(block[1], &keys); why != "" {
			return nil, src, Imported{Line: 1 + line, Odd: "its front matter cannot be read as TOML: " + why}
		}
		rest = src[len(strings.TrimSuffix(block[0], "\r")):]
	case regexp.MustCompile(`\A\{(?s:.*?)"(?i:title|date)"\s*:`).MatchString(head): // else a text that begins with such an object
		dec := json.NewDecoder(strings.NewReader(head))
		dec.UseNumber()
		if err := dec.Decode(&keys); err != nil {
			return nil, src, Imported{Line: 1, Odd: "its front matter cannot be read as JSON: " + why(err)}
		}
		rest = src[dec.InputOffset():]
		if line, _, _ := strings.Cut(rest, "\n"); !isBlank(line) {
			return nil, src, wrong
		}
	default:
		return nil, src, wrong
	}
	return hugoFields(keys), rest, wrong
}

// hugoFields are the fields of an object, in the order of their keys.
func hugoFields(keys map[string]any) (fields []Field) {
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		f := Field{Key: key}
		f.hold(keys[key])
		fields = append(fields, f)
	}
	return fields
}

// hold adds a value to a field: the members of a list, the fields of an object, or a text.
func (f *Field) hold(v any) {
	switch v := v.(type) {
	case map[string]any:
		f.Fields = append(f.Fields, hugoFields(v)...)
	case []map[string]any: // as the decoder gives [[tables]]
		for _, table := range v {
			f.hold(table)
		}
	case []any:
		f.List = true
		for _, member := range v {
			f.hold(member)
		}
	default:
		if said := fieldText(v); said != "" {
			f.Values = append(f.Values, said)
		}
	}
}

// decodeTOML reads TOML, or says on which of its lines what is wrong. Keys within keys cost
// the decoder the square of how deep they go.
func decodeTOML(src string, keys *map[string]any) (line int, why string) {
	if strings.Count(src, ".")+strings.Count(src, "{") > 1000 {
		return 0, "it has more in it than kith reads"
	}
	_, err := toml.Decode(src, keys)
	if err == nil {
		return 0, ""
	}
	why = err.Error()
	if syntax := (toml.ParseError{}); errors.As(err, &syntax) {
		line, why = syntax.Position.Line, syntax.Message
	}
	return line, text.Cut(strings.TrimSuffix(why, "."), 200)
}

// fieldText is a value of front matter as YAML would say it.
func fieldText(v any) string {
	at, isTime := v.(time.Time)
	switch {
	case v == nil:
		return ""
	case !isTime:
		return fmt.Sprint(v)
	case at.Location().String() == "date-local": // as the decoder names a day of any zone
		return at.Format(time.DateOnly)
	case at.Location().String() == "datetime-local":
		return at.Format(time.DateTime)
	}
	return at.Format(time.RFC3339)
}

// yamlText is a text as YAML writes one on a line: in double quotes, in single
// ones, or as it is up to a comment.
func yamlText(s string) string {
	s = strings.TrimSpace(s)
	if quoted, ok := quotedText(s); ok {
		return quoted
	}
	// To YAML every # behind a space begins a comment; but "Lesson #3" is what people mean.
	if at := strings.Index(s+" ", " # "); at >= 0 {
		s = strings.TrimSpace(s[:at])
	}
	if strings.HasPrefix(s+" ", "# ") || s == "null" || s == "~" {
		return ""
	}
	return s
}

// beginsField reports a line that begins another field: a key at the margin.
func beginsField(text string) bool {
	key, value, is := strings.Cut(text, ":")
	return is && key != "" && strings.Trim(strings.ToLower(key), "abcdefghijklmnopqrstuvwxyz0123456789_-") == "" && (value == "" || value[0] == ' ' || value[0] == '\t')
}

// quotedText is a text in quotes, with what stands in them.
func quotedText(s string) (string, bool) {
	end := quoteEnd(s)
	if end == 0 {
		return "", false
	}
	if s[0] == '\'' {
		return strings.ReplaceAll(s[1:end-1], "''", "'"), true
	}
	var text string
	if err := json.Unmarshal([]byte(s[:end]), &text); err != nil {
		text = s[1 : end-1] // an escape that only YAML has
	}
	return text, true
}

// quoteEnd is the length of the quoted text that s begins with, or 0.
func quoteEnd(s string) int {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && s[0] == '"':
			i++
		case s[i] != s[0]:
		case s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		default:
			return i + 1
		}
	}
	return 0
}

// yamlList are the members of a list in brackets, the fields of the objects in it, and what
// stands behind it. A list in it is taken for a link without quotes: [[name]].
func yamlList(s string) (all []string, objects []Field, rest string) {
	s = strings.TrimPrefix(s, "[")
	for {
		s = strings.TrimLeft(s, " \t,")
		if s == "" || s[0] == ']' {
			return all, objects, strings.TrimPrefix(s, "]")
		}
		word := ""
		if inner := strings.TrimLeft(s, "["); inner != s {
			opened := len(s) - len(inner)
			word, s, _ = strings.Cut(inner, "]")
			for range opened - 1 {
				s = strings.TrimPrefix(s, "]")
			}
			if word = yamlText(word); word != "" {
				all = append(all, "[["+word+"]]")
			}
			continue
		}
		if s[0] == '{' {
			var fields []Field
			fields, s = yamlObject(s)
			objects = append(objects, fields...)
			continue
		}
		quoted := quoteEnd(s) > 0
		if word, s = yamlWord(s, ",]"); word != "" || quoted {
			all = append(all, word)
		}
	}
}

// yamlObject are the fields of an object in braces, and what stands behind it.
func yamlObject(s string) (fields []Field, rest string) {
	s = strings.TrimPrefix(s, "{")
	for {
		s = strings.TrimLeft(s, " \t,")
		if s == "" || s[0] == '}' {
			return fields, strings.TrimPrefix(s, "}")
		}
		f, word := Field{}, ""
		f.Key, s = yamlWord(s, ":,}")
		value, hasValue := strings.CutPrefix(strings.TrimLeft(s, " \t"), ":")
		if hasValue {
			s = strings.TrimLeft(value, " \t")
		}
		switch {
		case !hasValue:
		case strings.HasPrefix(s, "{"):
			f.Fields, s = yamlObject(s)
		case strings.HasPrefix(s, "["):
			f.List = true
			f.Values, f.Fields, s = yamlList(s)
		default:
			if word, s = yamlWord(s, ",}"); word != "" {
				f.Values = []string{word}
			}
		}
		fields = append(fields, f)
	}
}

// yamlWord is the text that s begins with, in quotes or up to one of the signs that end it,
// and what stands behind it.
func yamlWord(s, ends string) (word, rest string) {
	end := quoteEnd(s)
	if end == 0 {
		if end = strings.IndexAny(s, ends); end < 0 {
			end = len(s)
		}
	}
	return yamlText(s[:end]), s[end:]
}
