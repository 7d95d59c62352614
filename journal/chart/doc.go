// Package chart draws what is known of communities, for a terminal or as SVG:
// where they sit among the three elements (Map), and how the elements of one of
// them moved (Timeline).
//
// A picture never speaks by colour alone, and always has its words with it: on
// a terminal beside the marks, in an SVG as its title and description. Names
// are data from anywhere: they are made visible, escaped and isolated, and
// never settle where anything else goes.
//
// The package is handed plain values and gives back text. It refuses to know
// where they are kept, what terminal or page the text goes to, and what the
// time is.
package chart

// Text says how something is drawn for a terminal. Its zero value draws marks
// and blocks on lines as long as they come.
type Text struct {
	Width int  // columns there are; 0 is as many as it takes
	Plain bool // words alone, fit to be read aloud
}
