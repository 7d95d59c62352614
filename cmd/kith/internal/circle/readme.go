package circle

// Readme is what people without kith find at a place.
const Readme = `# A circle

A few people share pages here: what they think about the groups they belong to, and
what they say to each other about it. Everything is plain text. You need no program
to take part.

## To read

- pages: one file for each page.
- replies: a folder for each page, with one file for each reply.

## To add a page

1. Write a text file whose name ends in .md or .txt, such as 2026-11-23-what-we-share.md.
2. Put it into the folder pages. That is all.

You may begin with these lines, or leave them out:

    ---
    title: What we share
    by: a new lecturer
    written: 2026-11-23
    ---

"by" is whom you want to be known as here: a role is enough.

## To reply

Look for "id" at the top of the page, such as p-01kb, or take the name of its file
without the ending. Make a folder of that name in replies if there is none, and put a
text file (.md or .txt) with your reply into it.

## To keep in mind

- Write no names, and nothing that others told you in confidence.
- Leave other people's files as they are.
- What you take away again may still be in an earlier state of this place, and in
  other people's copies.
`

// readmeIn finds the README of a place, by whatever name it goes.
func readmeIn(has func(name string) bool) (name string, ok bool) {
	for _, name := range readmes() {
		if has(name) {
			return name, true
		}
	}
	return "", false
}

func readmes() []string {
	return []string{"README.md", "README", "README.txt", "readme.md", "Readme.md"}
}
