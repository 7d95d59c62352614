package archive

import (
	"bufio"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"kith/journal"
	"kith/journal/text"
)

// Day One (https://dayoneapp.com/guides/tips-and-tutorials/exporting-entries/) exports a
// zip with a Journal.json, and folders with what is in the entries beside words:
//
//	{"metadata": {"version": "1.0"}, "entries": [
//	  {"uuid": "0A1B", "creationDate": "2024-02-29T12:00:00Z", "timeZone": "Europe\/Berlin", "starred": true, "tags": ["choir"],
//	   "text": "# A leap day\n\nWe met\\.\n\n![](dayone-moment:\/\/2A69)", "photos": [{"identifier": "2A69", "md5": "0e2d", "type": "jpeg"}]}]}

type dayOneEntry struct {
	UUID, CreationDate, TimeZone, Text string
	Tags                               []string
	Starred                            bool
	Photos, Videos, Audios             []dayOneFile
	PDFs                               []dayOneFile `json:"pdfAttachments"`
	Location, Weather                  json.RawMessage
}

// dayOneFile is one in photos, videos, audios or pdfs, named MD5.Type.
type dayOneFile struct{ Identifier, MD5, Type, Format string }

func isDayOne(head []byte) bool {
	has := func(what string) bool { return regexp.MustCompile(what + `\s*:`).Match(head) }
	return has(`^\s*\{(?s:.*)"entries"`) && (has(`"creationDate"`) || has(`^\s*\{\s*"metadata"`))
}

func readDayOne(in *bufio.Reader, o ImportOptions, give func(Imported) bool) {
	readJSON(in, "entries", give, func(raw json.RawMessage) Imported {
		return entryOf(raw, func(e dayOneEntry) Imported { return e.imported(o.Zone) })
	})
}

func (e dayOneEntry) imported(zone *time.Location) Imported {
	at, err := time.Parse(time.RFC3339, e.CreationDate)
	switch {
	case err != nil && e.UUID == "":
		return Imported{Odd: "it has no date"}
	case err != nil:
		return Imported{Odd: fmt.Sprintf("the entry %s has no date", text.Line(e.UUID))}
	}
	if named, err := time.LoadLocation(e.TimeZone); err == nil && e.TimeZone != "" { // else one's own is as good
		zone = named
	}
	words, attached := e.Text, 0
	for folder, files := range map[string][]dayOneFile{"photos": e.Photos, "videos": e.Videos, "audios": e.Audios, "pdfs": e.PDFs} {
		attached += len(files)
		for _, f := range files {
			kind := map[string]string{"audios": "m4a", "pdfs": "pdf"}[folder]
			if f.Type != "" {
				kind = f.Type
			}
			if f.Identifier == "" || f.MD5 == "" || kind == "" {
				continue
			}
			// The place it has in the export says more than a name that Day One alone knows.
			words = regexp.MustCompile(`dayone-moment:/+(?:\w+/)?`+regexp.QuoteMeta(f.Identifier)+`\b`).ReplaceAllLiteralString(words, folder+"/"+f.MD5+"."+kind)
		}
	}
	for _, beside := range []json.RawMessage{e.Location, e.Weather} {
		if len(beside) > len("null") {
			attached++
		}
	}
	words = regexp.MustCompile(`\\([-.!()#*_\[\]>+])`).ReplaceAllString(words, "$1") // which it writes before signs
	title, body := "", words
	if first, rest, _ := strings.Cut(words, "\n"); strings.HasPrefix(first, "# ") {
		title, body = strings.TrimPrefix(first, "# "), rest
	}
	if e.Starred {
		e.Tags = append(e.Tags, "starred")
	}
	one := foreign("dayone", 0, at.In(zone), strings.TrimSpace(title), strings.TrimSpace(body), e.Tags)
	if one.Odd == "" && e.UUID != "" {
		one.Reflection.ID = journal.NewIDOf(at, "dayone\x00"+e.UUID)
	}
	one.Attachments = attached
	return one
}
