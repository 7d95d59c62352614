package main

import (
	"context"
	"path/filepath"

	"kith/journal/archive"
)

// contributionsFolder is where other people's pages go below the folder of an export.
const contributionsFolder = "contributions"

// exportContributions writes other people's pages, of which an export of one's own has
// none, as Markdown into a folder of their own, where --contributions asks for them. It
// counts those that are there then, and names the files that were left alone.
func (a *app) exportContributions(ctx context.Context, plan *exportPlan) (pages *int, left []string, err error) {
	if !plan.contributions {
		return nil, nil, nil
	}
	s, err := a.existingStore(ctx)
	if err != nil {
		return nil, nil, err
	}
	to := filepath.Join(plan.out, contributionsFolder)
	done, err := archive.Markdown().WriteFiles(ctx, to, archive.Folder{Force: plan.force}, func(yield func(archive.File, error) bool) {
		for c, err := range s.EachContribution(ctx) {
			if !yield(archive.ContributionFile(c), err) {
				return
			}
		}
	})
	n := done.Written + done.Same
	return &n, each(done.Left, func(name string) string { return filepath.Join(contributionsFolder, name) }), err
}

// checkContributions refuses --contributions where there is no folder for them, or where
// what is written is for others: they are somebody else's words.
func (plan *exportPlan) checkContributions() error {
	switch o := plan; {
	case o.contributions && (o.out == "-" || o.oneFile):
		return wrongUse("--contributions needs a folder to write into", "type: kith export --out FOLDER --contributions")
	case o.contributions && o.public:
		return wrongUse("--contributions and --public cannot both be: other people's pages are for you", "leave one of them out")
	}
	return nil
}
