package journal

// TagCount is a tag and how much it is on.
type TagCount struct {
	Tag                      string
	Reflections, Communities int
}
