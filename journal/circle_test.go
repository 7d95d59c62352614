package journal

import "testing"

func TestCircleName(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"tutors": "tutors", "  My   team ": "My team", "Équipe": "Équipe"} {
		if name, err := CheckCircleName(typed); err != nil || name != want {
			t.Errorf("%q is %q, %v", typed, name, err)
		}
	}
	for _, typed := range []string{"", "  ", "/mnt/tutors", "git@example.org:x", "-rf", `C:\tutors`, "a name that is far too long to be typed as often as that"} {
		if name, err := CheckCircleName(typed); KindOf(err) != Invalid {
			t.Errorf("%q is %q, %v", typed, name, err)
		}
	}
}

func TestPageKey(t *testing.T) {
	t.Parallel()
	for _, tc := range [][3]string{
		{"p-01kb", "pages/2026-11-23-x-p01kb.md", "p-01kb"}, {"", "pages/Notes by Hand.txt", "notes by hand"}, {"", "Été.md", "été"}, {"P-01KB", "", "p-01kb"},
	} {
		if key := PageKey(tc[0], tc[1]); key != tc[2] {
			t.Errorf("replies to %q in %q go by %q, want %q", tc[0], tc[1], key, tc[2])
		}
	}
}
