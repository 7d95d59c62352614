package journal

import "strings"

// Tags are typed tags as they are kept: each on one line and without white space
// around it. One with nothing else in it is an error of kind Invalid.
func Tags(typed []string) ([]string, error) {
	var tags []string
	for _, word := range typed {
		tag := strings.Join(strings.Fields(word), " ")
		if tag == "" {
			return nil, Errorf(Invalid, "a tag needs at least one letter, and %q has none", word).
				WithHint("type a word, such as: work")
		}
		if err := CheckText("the tag", tag); err != nil {
			return nil, err
		}
		tags = append(tags, tag)
	}
	return tags, nil
}

// TagCount is a tag and how much it is on.
type TagCount struct {
	Tag                      string
	Reflections, Communities int
}
