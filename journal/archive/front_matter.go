package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/BurntSushi/toml"

	"kith/journal"
	"kith/journal/text"
)

// Field is a line of front matter: a key with what stands behind it. Of a list
// Values are its members, of anything else it is one, of nothing none.
type Field struct {
	Key    string
	Values []string
	List   bool
	Line   int // in the file, from 1
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
// with a text, a number, a list in brackets or one of lines that begin with a dash.
// Anything else it takes for text, so nothing in it can grow. It gives the lines
// behind it; all of them where they do not begin, below blank lines, with front matter
// that ends.
func readFrontMatter(lines []line) (fields []Field, rest []line) {
	top := max(0, slices.IndexFunc(lines, func(l line) bool { return !isBlank(l.text) }))
	if strings.TrimRight(lines[top].text, " \t") != "---" {
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
	for i := top + 1; i < end; i++ {
		text := lines[i].text
		item, isItem := strings.CutPrefix(strings.TrimLeft(text, " \t"), "-")
		last := len(fields) - 1
		key, value, isField := strings.Cut(text, ":")
		switch {
		case isBlank(text) || strings.HasPrefix(strings.TrimLeft(text, " \t"), "#"):
		case isItem && last >= 0 && (item == "" || item[0] == ' ' || item[0] == '\t'):
			fields[last].List = true
			if word := yamlText(item); word != "" {
				fields[last].Values = append(fields[last].Values, word)
			}
		case isField && !unicode.IsSpace(rune(text[0])) && (value == "" || value[0] == ' ' || value[0] == '\t'):
			f := Field{Key: strings.Trim(strings.TrimSpace(key), `"'`), Line: i + 1}
			if value = strings.TrimSpace(value); strings.HasPrefix(value, "[") {
				closes := slices.IndexFunc(lines[i:end], func(l line) bool { return strings.Contains(l.text, "]") })
				if next := slices.IndexFunc(lines[i+1:end], func(l line) bool { return beginsField(l.text) }); next >= 0 {
					closes = min(closes, next) // else what comes after a bracket that is missing would be in the list
				}
				for range closes { // it goes on
					i++
					f.Values = append(f.Values, yamlList(value)...)
					value = strings.TrimSpace(lines[i].text)
				}
				f.Values, f.List = append(f.Values, yamlList(value)...), true
			} else if word := yamlText(value); word != "" && value != "|" && value != ">" {
				f.Values = []string{word}
			}
			fields = append(fields, f)
		case last >= 0 && !fields[last].List: // a text that goes on
			fields[last].Values = append(fields[last].Values, strings.TrimSpace(text))
		}
	}
	for i, f := range fields {
		if !f.List && len(f.Values) > 1 {
			fields[i].Values = []string{strings.Join(f.Values, " ")}
		}
	}
	if len(fields) == 0 && end > top+1 { // a text between two rules
		return nil, lines
	}
	return fields, lines[end+1:]
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
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		f := Field{Key: key}
		if all, isList := keys[key].([]any); isList {
			f.List = true
			for _, v := range all {
				f.Values = append(f.Values, fieldText(v))
			}
		} else if said := fieldText(keys[key]); said != "" {
			f.Values = []string{said}
		}
		fields = append(fields, f)
	}
	return fields, rest, wrong
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

// yamlList are the members of a list in brackets. A list in it is taken for a link without
// quotes: [[name]].
func yamlList(s string) (all []string) {
	s = strings.TrimPrefix(s, "[")
	for {
		s = strings.TrimLeft(s, " \t,")
		if s == "" || s[0] == ']' {
			return all
		}
		if inner := strings.TrimLeft(s, "["); inner != s {
			word, rest, _ := strings.Cut(inner, "]")
			if word = yamlText(word); word != "" {
				all = append(all, "[["+word+"]]")
			}
			for range len(s) - len(inner) - 1 {
				rest = strings.TrimPrefix(rest, "]")
			}
			s = rest
			continue
		}
		if end := quoteEnd(s); end > 0 {
			word, _ := quotedText(s)
			all, s = append(all, word), s[end:]
			continue
		}
		end := strings.IndexAny(s, ",]")
		if end < 0 {
			end = len(s)
		}
		if word := yamlText(s[:end]); word != "" {
			all = append(all, word)
		}
		s = s[end:]
	}
}
