package archive

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"

	"kith/journal"
)

// maxFrontMatter bounds how far a strange file is read for its id, in bytes.
const maxFrontMatter = 64 << 10

// idOf is the id in the front matter of a file in the folder, "" where there
// is none.
func (f *folder) idOf(name string) (journal.ID, error) {
	file, err := f.root.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	return frontMatterID(io.LimitReader(file, maxFrontMatter))
}

// frontMatterID reads the id in the front matter. Other programs write it with
// other quotes, or none.
func frontMatterID(r io.Reader) (journal.ID, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxFrontMatter+2)
	for n := 0; lines.Scan(); n++ {
		text := strings.TrimRight(lines.Text(), " \t\r")
		if n == 0 {
			if strings.TrimPrefix(text, "\uFEFF") != "---" {
				return "", nil
			}
			continue
		}
		if text == "---" || text == "..." {
			return "", nil
		}
		if value, ok := strings.CutPrefix(text, "id:"); ok {
			return journal.ID(unquoted(strings.TrimSpace(value))), nil
		}
	}
	return "", lines.Err()
}

func unquoted(s string) string {
	var plain string
	if err := json.Unmarshal([]byte(s), &plain); err == nil {
		return plain
	}
	return strings.Trim(s, "'")
}
