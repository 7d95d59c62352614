// Package archive is a journal outside the database: reflections as Markdown
// files that open well anywhere, and as JSON for other programs; and the shapes of
// JSON that all there is in a journal has, which are those of --json too.
//
// It refuses to know where reflections come from, and touches no file but
// those in the one folder it is given, of which it changes only its own.
//
// # A format
//
// A Format has a file of its own (markdown.go, json.go) and its place in Formats.
// What is made for other people is made of a SharedReflection, whatever the
// format.
//
// # Markdown
//
//	---
//	id: "01kavtj0c8q6x9w0m5n3r7t2yz"
//	title: "Your communities of practice"
//	activity: "your-communities"
//	created: 2026-11-23T14:30:00+01:00
//	updated: 2026-11-23T14:52:10+01:00
//	minutes: 22
//	tags: ["communities", "belonging"]
//	communities: ["Go Meetup"]
//	---
//
//	# Your communities of practice
//
//	## Go Meetup
//
//	### How well is Go Meetup working at the moment?
//
//	4 of 5: well
//
//	### What makes it work?
//
//	*private*
//
//	> Someone always asks the first question.
//	>
//	> - and everybody gets *home* on time
//
// The front matter is YAML. Its strings are written as JSON writes them, so
// that yes, null and 007 stay strings. There is a heading for each prompt, and
// for each community of a loop one over its prompts. "activity" is left out
// of a quick note, "minutes" where they are not known, and "private" where it
// is not true.
//
// The text of an answer stands in a block quote: each line begins with "> ",
// an empty one is ">". Within it, the headings, lists, fences and rules that
// were typed mean what they mean, and end with the quote. All of it is as it
// was typed, line endings, trailing spaces and control characters too, but for
// this, which keeps it in its place:
//
//   - A < that would begin HTML is written \<, and the n backslashes before it
//     as 2n+1, unless it stands in code or begins a link such as
//     <https://example.org>.
//   - So is a { that would begin a raw attribute: {=html}.
//   - A line of dashes that is directly followed by text gets one dash more,
//     or pandoc would take what follows for front matter.
//   - Where there is a < to be written \<, a line such as "---- ---" or "+---+"
//     begins with a backslash too. Some readers cut what is over and under it
//     into columns, and the cut might go between the two.
//
// Code is what every reader of Markdown takes for code: a closed fence at the
// margin, an indented block after a plain paragraph, a span within a line. Where
// they might differ (a fence in a list, a span in a table), it is treated as
// text; the < in it is then shown as \<, which is a blemish, never a way out.
//
// What TeX there is in a text is left alone: pandoc hands it on to TeX.
//
// The text of a quick note is the body itself, in the same way but without
// the quote. Everything else (titles, prompts, names, labels) is escaped, so
// that it is never Markdown.
package archive
