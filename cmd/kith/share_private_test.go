package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kith/journal/text"
)

// TestNothingPrivateIsShared: of forty private answers and of twelve communities, by any
// name they have or had and however it is written, no byte is on any page that was shared.
func TestNothingPrivateIsShared(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	kith := func(args ...string) string {
		t.Helper()
		code, out, said := inside{home: home}.run(t, args...)
		if code != 0 {
			t.Fatalf("kith %q: %d, %s", args, code, said)
		}
		return out
	}
	names := []string{
		"Quilters of Leeds", "Go Meetup", "Night-Rowers", "Café Solidarność", "O'Neil's table", "Ward Seven", "Choir",
		"Школа", "读书会", "Lantern Street", "R&D", "Dawn Patrol",
	}
	var forms, secrets []string
	for i, name := range names {
		kith("community", "add", name)
		former := fmt.Sprintf("Formername%dx", i)
		kith("community", "edit", name, "--name", former)
		kith("community", "edit", former, "--name", name)
		forms = append(forms, name, strings.ToUpper(name), strings.ToLower(name), strings.ReplaceAll(name, " ", "-"), former)
		if text.Fold(name) != name {
			forms = append(forms, name+"'s", name+"’s")
		}
		marked := regexp.MustCompile(`[[:punct:]]`).ReplaceAllString(name, `\$0`)
		forms = append(forms, marked, url.PathEscape(name), strings.ReplaceAll(url.PathEscape(name), "%20", "+"))
		if len(name) > 6 {
			forms = append(forms, strings.ReplaceAll(name, " ", ""), strings.ReplaceAll(name, " ", "."), strings.ReplaceAll(name, " ", "** *"), text.Unaccented(name))
		}
	}
	var activity, answers strings.Builder
	activity.WriteString("schema = 1\nid = \"mine\"\ntitle = \"Mine\"\n[source]\ncitation = \"Mine.\"\n")
	step := func(key, kind, more string) {
		fmt.Fprintf(&activity, "[[step]]\nkey = %q\nkind = %q\nprompt = \"Question %s?\"\n%s\n", key, kind, key, more)
	}
	for i := range 40 {
		secret := fmt.Sprintf("secret%02dword", i)
		secrets = append(secrets, secret)
		step(fmt.Sprintf("p%d", i), []string{"long_text", "short_text"}[i%2], "private = true")
		fmt.Fprintf(&answers, "p%d = %q\n", i, "It is "+secret+" at "+names[i%len(names)])
	}
	step("open", "long_text", "lead = true")
	step("line", "short_text", "")
	fmt.Fprintf(&answers, "open = %q\n", "A word: "+strings.Join(forms, ", ")+".")
	fmt.Fprintf(&answers, "line = %q\n", "Of "+strings.Join(names, " and "))
	for name, content := range map[string]string{
		filepath.Join(home, "config", "kith", "activities", "mine.toml"): activity.String(),
		filepath.Join(home, "answers.toml"):                              answers.String(),
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kith("reflect", "mine", "--answers", filepath.Join(home, "answers.toml"), "--tag", "go-meetup")

	pages := kith("share") + kith("share", "--text") + kith("share", "--only", "line", "--as", "of "+names[0]) + kith("share", "--json")
	if strings.Count(pages, "community A") < 4 {
		t.Fatalf("the pages hold nothing to be looked at:\n%s", pages)
	}
	for _, hidden := range append(forms, secrets...) {
		if strings.Contains(text.Fold(pages), text.Fold(hidden)) {
			t.Errorf("%q is on a page:\n%s", hidden, pages)
		}
	}
}
