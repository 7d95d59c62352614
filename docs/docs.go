// Package docs holds the pages that kith help shows too, so that each has one
// home: what is embedded must stand in or below the folder that embeds it.
package docs

import _ "embed"

// The pages, as Markdown.
var (
	//go:embed start.md
	Start string
	//go:embed words.md
	Words string
	//go:embed activities.md
	Activities string
	//go:embed json.md
	JSON string
)
