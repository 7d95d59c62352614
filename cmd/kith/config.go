package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"

	"kith/journal"
	"kith/journal/archive"
	"kith/journal/file"
	"kith/journal/text"
	"kith/prompts"
)

// setting is something that a person sets for good in the settings file: its key
// there, the variables of the environment that go before it, and what it is for.
type setting struct {
	key       string
	variables []string
	about     string
}

const settingPlain, settingJournal, settingEditor, settingRole = "plain", "journal", "editor", "role"

func allSettings() []setting {
	return []setting{
		{settingPlain, []string{"ACCESSIBLE"}, "true: no full screen, as --plain"},
		{settingJournal, []string{"KITH_JOURNAL"}, "the journal to use, as --journal"},
		{settingEditor, []string{"VISUAL", "EDITOR"}, "the editor for long answers and notes"},
		{settingRole, nil, "who a page for other people is by, as --as"},
	}
}

func settingKeys() []string { return each(allSettings(), func(s setting) string { return s.key }) }

func newConfig(a *app) *cobra.Command {
	var unset bool
	cmd := &cobra.Command{
		Use:   "config [KEY [VALUE]]",
		Short: "Show your settings, or change one",
		Long: `Show your settings and where they are, print one, or change it. They are lines of a
TOML file, which you can change in your editor as well:

  plain = true          no full screen: one line at a time, as --plain
  journal = "work"      the journal to use, as --journal: a name or a whole path
  editor = "nano"       the editor for long answers and notes
  role = "a nurse"      who a page for other people is by, as --as

A flag goes before a variable of the environment, and that before a setting.`,
		Example: `  kith config
  kith config plain true
  kith config plain --unset`,
		Args: takes(0, 2),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			switch {
			case len(args) == 0:
				return each(allSettings(), func(s setting) string { return described(s.key, s.about) }), cobra.ShellCompDirectiveNoFileComp
			case len(args) == 1 && args[0] == settingPlain:
				return []string{"true", "false"}, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 0 && !slices.Contains(settingKeys(), args[0]):
				hint := "there are: " + strings.Join(settingKeys(), ", ")
				if near := text.Nearest(args[0], settingKeys()); len(near) > 0 {
					hint = "did you mean: kith config " + near[0]
				}
				return journal.Errorf(journal.NotFound, "there is no setting %q", text.Line(args[0])).WithHint("%s", hint)
			case unset && len(args) != 1:
				return wrongUse("--unset takes one setting away", "type: kith config KEY --unset")
			case unset:
				return a.configSet(args[0], "")
			case len(args) == 2 && strings.TrimSpace(args[1]) == "":
				return wrongUse("a setting needs a value", "to take it away: kith config "+args[0]+" --unset")
			case len(args) == 2:
				return a.configSet(args[0], args[1])
			case len(args) == 1:
				return a.configShow(args[0])
			}
			return a.configList()
		},
	}
	cmd.Flags().BoolVar(&unset, "unset", false, "take the setting away")
	return cmd
}

// settingsJSON is where the settings are, and those in use.
type settingsJSON struct {
	File     string        `json:"file"`
	Settings []settingJSON `json:"settings"`
}

type settingJSON struct {
	Key   string  `json:"key"`
	Value any     `json:"value"`
	From  *string `json:"from"` // the file's name or the variable; null where it is not set
}

func (a *app) configList() error {
	name, err := a.settingsFile()
	if err != nil {
		return err
	}
	shown := settingsJSON{File: name}
	t := a.console.Table("setting", "value", "from", "what it is for").Words("value")
	for _, s := range allSettings() {
		value, from, err := a.setting(s.key)
		if err != nil {
			return err
		}
		one := settingJSON{Key: s.key, From: archive.OrNull(from)}
		switch {
		case from == "":
		case s.key == settingPlain:
			one.Value = value == "true"
		default:
			one.Value = value
		}
		shown.Settings = append(shown.Settings, one)
		if err := t.Row(s.key, value, from, s.about); err != nil {
			return err
		}
	}
	if a.json {
		return a.printJSON(shown)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	return a.say("The settings are in %s", name)
}

// configShow prints the value in use of one setting.
func (a *app) configShow(key string) error {
	value, from, err := a.setting(key)
	switch {
	case err != nil:
		return err
	case from == "":
		return a.say("%s is not set. Set it: kith config %s VALUE", key, key)
	}
	return a.print(text.Line(value) + "\n")
}

// configSet writes one setting into the file, or takes it away where the value is "".
// What else stands in the file stays.
func (a *app) configSet(key, value string) error {
	name, err := a.settingsFile()
	if err != nil {
		return err
	}
	want, err := a.settings()
	if err != nil {
		return err
	}
	line := ""
	want = maps.Clone(want)
	delete(want, key)
	if value != "" {
		if key == settingJournal && isJournalPath(value) && !strings.HasPrefix(value, "~/") {
			if value, err = filepath.Abs(value); err != nil {
				return err
			}
		}
		var typed any = value
		if key == settingPlain {
			yes := map[string]bool{"true": true, "yes": true, "on": true, "false": false, "no": false, "off": false}
			said, ok := yes[strings.ToLower(value)]
			if !ok {
				return wrongUse(fmt.Sprintf("plain cannot be %q", text.Line(value)), "type: kith config plain true, or false")
			}
			typed, value = said, fmt.Sprint(said)
		}
		written, err := toml.Marshal(map[string]any{key: typed})
		if err != nil {
			return err
		}
		line, want[key] = string(written), value
	}
	old, err := file.Read(name, nil, maxSettings)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileError("the settings file", name, err)
	}
	src := strings.ReplaceAll(string(old), "\r\n", "\n")
	at := regexp.MustCompile(`(?m)^[ \t]*["']?` + key + `["']?[ \t]*=.*(\n|\z)`)
	switch place := at.FindStringIndex(src); {
	case place != nil:
		src = src[:place[0]] + line + src[place[1]:]
	case src != "" && !strings.HasSuffix(src, "\n"):
		src += "\n" + line
	default:
		src += line
	}
	if got, err := readSettings(name, src); err != nil || !maps.Equal(got, want) {
		return journal.Errorf(journal.Invalid, "%s cannot be set in %s as that is written", key, name).
			WithHint("change it in your editor")
	}
	target := name
	if linked, err := filepath.EvalSymlinks(name); err == nil {
		target = linked // a symbolic link stays one
	} else if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fileError("the settings file", name, err)
	}
	if err := file.WriteText(target, src); err != nil {
		return fileError("the settings file", name, err)
	}
	a.set = want
	if value == "" {
		return a.say("%s is no longer set. The settings are in %s", key, name)
	}
	if _, from, err := a.setting(key); err == nil && from != settingsName {
		return a.say("%s is set to %s in %s, but the variable %s is set too and goes before it.", key, value, name, from)
	}
	return a.say("%s is set to %s. The settings are in %s", key, value, name)
}

// settingsName is the file that holds the settings, in the folder of the person's own
// activities.
const settingsName = "config.toml"

// maxSettings bounds what is read of it, in bytes.
const maxSettings = 1 << 16

func (a *app) settingsFile() (string, error) {
	dir, err := a.configDir()
	return filepath.Join(dir, settingsName), err
}

// settings are those that the file sets, by key; plain is "true" or "false".
func (a *app) settings() (map[string]string, error) {
	if a.set != nil {
		return a.set, nil
	}
	name, err := a.settingsFile()
	if err != nil {
		return map[string]string{}, nil // nobody's home: there is no file
	}
	src, err := file.Read(name, nil, maxSettings)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fileError("the settings file", name, err)
	}
	a.set, err = readSettings(name, string(src))
	return a.set, err
}

// setting is what a setting is, and where that was said: the variable that goes before
// the file, else the file; both are "" where it is not set.
func (a *app) setting(key string) (value, from string, err error) {
	for _, s := range allSettings() {
		for _, variable := range s.variables {
			said, _ := a.sys.env(variable)
			switch {
			case s.key != key || strings.TrimSpace(said) == "":
				continue
			case key == settingPlain:
				return fmt.Sprint(said != "0"), variable, nil
			}
			return said, variable, nil
		}
	}
	set, err := a.settings()
	if value, ok := set[key]; ok {
		return value, settingsName, nil
	}
	return "", "", err
}

// applySettings has the terminal work as it was set to, for the commands that say
// something else then.
func (a *app) applySettings(cmd *cobra.Command) error {
	same := []string{"help", "completion", "config", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}
	if slices.Contains(same, cmd.Name()) || cmd.HasParent() && isGroup(cmd) {
		return nil
	}
	plain, from, err := a.setting(settingPlain)
	if err != nil {
		return err
	}
	if from == settingsName && !cmd.Flags().Changed("plain") {
		a.console.Plain = plain == "true"
	}
	set, err := a.settings()
	a.console.UsualEditor = set[settingEditor]
	return err
}

// readSettings reads the settings file and says all that is wrong with it, line by line.
func readSettings(name, src string) (map[string]string, error) {
	wrong := &prompts.FileError{Name: name}
	problem := func(key, format string, args ...any) {
		line := 1
		if at := regexp.MustCompile(`(?m)^[ \t[]*["']?` + regexp.QuoteMeta(key) + `\b`).FindStringIndex(src); at != nil {
			line += strings.Count(src[:at[0]], "\n")
		}
		wrong.Problems = append(wrong.Problems, prompts.Problem{Line: line, Text: fmt.Sprintf(format, args...)})
	}
	keys, set := map[string]any{}, map[string]string{}
	if _, err := toml.Decode(src, &keys); err != nil {
		line, said := 1, err.Error()
		var syntax toml.ParseError
		if errors.As(err, &syntax) {
			line, said = max(syntax.Position.Line, 1), syntax.Message
		}
		wrong.Problems = append(wrong.Problems, prompts.Problem{Line: line, Text: "this is not TOML: " + strings.TrimSuffix(said, ".")})
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		switch value := keys[key].(type) {
		case bool:
			set[key] = fmt.Sprint(value)
		case string:
			set[key] = value
		}
		words, isText := keys[key].(string)
		_, isYesNo := keys[key].(bool)
		switch near := text.Nearest(key, settingKeys()); {
		case !slices.Contains(settingKeys(), key) && len(near) > 0:
			problem(key, "%s is not a setting, did you mean %s?", text.Cut(key, 40), near[0])
		case !slices.Contains(settingKeys(), key):
			problem(key, "%s is not a setting: there are %s", text.Cut(key, 40), text.List(settingKeys(), "and"))
		case key == settingPlain && !isYesNo:
			problem(key, "plain is true or false, without quotes")
		case key != settingPlain && (!isText || strings.TrimSpace(words) == ""):
			problem(key, "%s is some text in quotes", key)
		case key == settingJournal && isJournalPath(words) && !filepath.IsAbs(words) && !strings.HasPrefix(words, "~/"):
			problem(key, "journal is a name, or a whole path that does not depend on the folder you are in")
		}
	}
	if len(wrong.Problems) == 0 {
		return set, nil
	}
	slices.SortStableFunc(wrong.Problems, func(a, b prompts.Problem) int { return a.Line - b.Line })
	return nil, &journal.Error{
		Kind: journal.Invalid, Text: wrong.Error(), Err: wrong,
		Hint: "put it right in your editor; kith config --help says what can stand there",
	}
}
