package archive

import (
	"bufio"
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"
)

// jrnl (https://jrnl.sh/en/stable/formats/) writes a journal as JSON,
//
//	{"tags": {"@work": 1}, "entries": [
//	  {"title": "A walk", "body": "We went.", "date": "2026-11-20", "time": "14:30", "tags": ["@work"], "starred": false}]}
//
// as a folder of files with one such entry each, and as text:
//
//	[2026-11-20 14:30] A walk *
//	We went. @work

type jrnlEntry struct {
	Title, Body, Date, Time string
	Tags                    []string
	Starred                 bool
}

// jrnlHead begins an entry in a text: [2026-11-23 14:30] Title.
func jrnlHead() *regexp.Regexp {
	return regexp.MustCompile(`^\[(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d(?::\d\d)?(?: [AP]M)?))?\](?: (.*))?$`)
}

func isJrnl(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	has := func(key string) bool { return regexp.MustCompile(`"` + key + `"\s*:`).Match(head) }
	switch {
	case jrnlAlone(head):
		return has("date") && has("time")
	case bytes.HasPrefix(head, []byte("{")):
		return has("entries") && has("time") && !isDayOne(head) || regexp.MustCompile(`^\{\s*"tags"\s*:`).Match(head) && len(head) > ImportHead/2
	}
	first, _, _ := strings.Cut(string(head[:min(len(head), 500)]), "\n")
	return jrnlHead().MatchString(strings.TrimRight(first, "\r"))
}

// jrnlAlone reports an entry that has a file to itself.
func jrnlAlone(head []byte) bool { return regexp.MustCompile(`^\s*\{\s*"title"\s*:`).Match(head) }

func readJrnl(in *bufio.Reader, o ImportOptions, give func(Imported) bool) {
	of := func(e jrnlEntry) Imported {
		at, err := jrnlTime(e.Date, e.Time, o.Zone)
		if err != nil {
			return Imported{Odd: noDay(e.Date + " " + e.Time)}
		}
		for i, tag := range e.Tags {
			e.Tags[i] = strings.TrimLeft(tag, "@#")
		}
		if e.Starred {
			e.Tags = append(e.Tags, "starred")
		}
		return foreign("jrnl", 0, at, strings.TrimSpace(e.Title), strings.TrimSpace(e.Body), e.Tags)
	}
	head, _ := in.Peek(ImportHead) // whatever is there
	switch trimmed := bytes.TrimLeft(head, " \t\r\n"); {
	case jrnlAlone(head):
		readJSON(in, "", give, func(raw json.RawMessage) Imported { return entryOf(raw, of) })
		return
	case bytes.HasPrefix(trimmed, []byte("{")):
		readJSON(in, "entries", give, func(raw json.RawMessage) Imported { return entryOf(raw, of) })
		return
	}
	end := byte('\n')
	if !bytes.Contains(head, []byte{end}) && bytes.ContainsRune(head, '\r') {
		end = '\r'
	}
	isHead, tag := jrnlHead(), regexp.MustCompile(`(?:^|\s)@([-+*#/\pL\pN_]+)`)
	matches := func(line string) []string { return isHead.FindStringSubmatch(strings.TrimRight(line, "\r\n")) }
	begins := func(line, _ string) (bool, int) { return line[0] == '[' && matches(line) != nil, 0 }
	unix := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	for p, err := range parts(in, end, begins) {
		one := Imported{Line: p.line}
		first, body, _ := strings.Cut(unix.Replace(p.text), "\n")
		named := matches(first)
		switch {
		case err != nil:
			one.Odd = err.Error()
		case p.tooLarge:
			one.Odd = tooLarge
		case !isText(p.text):
			one.Odd = notText
		case named == nil && strings.TrimSpace(p.text) == "":
			continue
		case named == nil:
			one.Odd = "it stands in no entry of jrnl's: each begins with a line such as [2026-11-23 14:30] Title"
		default:
			title, starred := strings.CutSuffix(strings.TrimSpace(named[3]), "*")
			e := jrnlEntry{Title: title, Body: body, Date: named[1], Time: named[2], Starred: starred}
			for _, m := range tag.FindAllStringSubmatch(title+"\n"+body, -1) {
				if !slices.Contains(e.Tags, m[1]) {
					e.Tags = append(e.Tags, m[1])
				}
			}
			one = of(e)
			one.Line = p.line
		}
		if !give(one) {
			return
		}
	}
}

func jrnlTime(date, clock string, zone *time.Location) (at time.Time, err error) {
	for _, layout := range []string{"15:04", "15:04:05", "03:04 PM", "03:04:05 PM", ""} {
		if at, err = time.ParseInLocation(strings.TrimSpace("2006-01-02 "+layout), strings.TrimSpace(date+" "+clock), zone); err == nil {
			return at, nil
		}
	}
	return at, err
}
