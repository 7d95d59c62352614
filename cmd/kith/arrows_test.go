package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows says which packages of the module a package may import: any other is a
// wrong arrow, and so is a package that is not here.
func arrows() map[string][]string {
	return map[string][]string{
		"kith/docs":                      {},
		"kith/journal/text":              {},
		"kith/journal/file":              {},
		"kith/journal":                   {"kith/journal/text"},
		"kith/journal/chart":             {"kith/journal", "kith/journal/text"},
		"kith/journal/markup":            {"kith/journal/text"},
		"kith/journal/archive":           {"kith/journal", "kith/journal/chart", "kith/journal/file", "kith/journal/markup", "kith/journal/text"},
		"kith/prompts":                   {"kith/journal", "kith/journal/file", "kith/journal/text"},
		"kith/prompts/line":              {"kith/journal", "kith/journal/text", "kith/prompts"},
		"kith/prompts/screen":            {"kith/journal", "kith/journal/text", "kith/prompts", "kith/prompts/screen/program"},
		"kith/prompts/screen/program":    {"kith/journal"},
		"kith/store":                     {"kith/journal", "kith/journal/file", "kith/journal/text"},
		"kith/cmd/kith/internal/guard":   {},
		"kith/cmd/kith/internal/console": {"kith/journal/text"},
		"kith/cmd/kith/internal/browse":  {"kith/journal", "kith/journal/text", "kith/prompts/screen/program", "kith/store"},
		"kith/cmd/kith/internal/circle":  {"kith/journal", "kith/journal/file", "kith/journal/text"},
		"kith/cmd/kith": {
			"kith/cmd/kith/internal/browse", "kith/cmd/kith/internal/circle", "kith/cmd/kith/internal/console", "kith/cmd/kith/internal/guard", "kith/docs",
			"kith/journal", "kith/journal/archive", "kith/journal/chart", "kith/journal/file", "kith/journal/markup", "kith/journal/text", "kith/prompts",
			"kith/prompts/line", "kith/prompts/screen", "kith/store",
		},
	}
}

// keepers says which packages alone may import a library: by the beginning of
// its path, the packages by the end of theirs.
func keepers() map[string][]string {
	return map[string][]string{
		"github.com/charmbracelet/huh":       {"kith/prompts/screen"},
		"github.com/charmbracelet/bubbletea": {"kith/cmd/kith/internal/browse", "kith/prompts/screen", "kith/prompts/screen/program"},
		"github.com/charmbracelet/bubbles":   {"kith/cmd/kith/internal/browse", "kith/prompts/screen"},
		"github.com/charmbracelet/lipgloss":  {"kith/cmd/kith/internal/browse", "kith/prompts/screen", "kith/prompts/screen/program"},
		"github.com/BurntSushi/toml":         {"kith/prompts", "kith/cmd/kith", "kith/journal/archive"},
		"modernc.org/sqlite":                 {"kith/store"},
		"database/sql":                       {"kith/store"},
		"github.com/spf13":                   {"kith/cmd/kith"},
		"net/http":                           {}, // nothing is ever sent
	}
}

func TestArrows(t *testing.T) {
	t.Parallel()
	allowed, kept := arrows(), keepers()
	for pkg, imports := range importsOfModule(t) {
		own, known := allowed[pkg]
		if !known {
			t.Errorf("%s has no place in the picture: say in arrows what it may import", pkg)
			continue
		}
		for path, file := range imports {
			if strings.HasPrefix(path, "kith/") && !slices.Contains(own, path) {
				t.Errorf("%s: %s must not import %s", file, pkg, path)
			}
			for library, users := range kept {
				if (path == library || strings.HasPrefix(path, library+"/")) && !slices.Contains(users, pkg) {
					t.Errorf("%s: only %v may import %s", file, users, library)
				}
			}
		}
	}
}

// importsOfModule reads what every package of the module imports, tests aside,
// with a file that does.
func importsOfModule(t *testing.T) map[string]map[string]string {
	t.Helper()
	const root = "../.."
	found := map[string]map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil || rel == "." { // the module's root holds no package
			return err
		}
		pkg := "kith/" + filepath.ToSlash(rel)
		if found[pkg] == nil {
			found[pkg] = map[string]string{}
		}
		return addImports(found[pkg], path)
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func addImports(imports map[string]string, path string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	for _, i := range file.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return err
		}
		imports[name] = path
	}
	return nil
}
