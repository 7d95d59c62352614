package main

import (
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"

	"kith/journal"
	"kith/journal/text"
	"kith/store"
)

// standing are the ids of all that may have a page in a folder, whatever a filter leaves
// out this time, and fallen those of what may not: what is in the trash and, with public,
// what is private as a whole. Both are nil where there is no journal, which may be elsewhere.
func (a *app) standing(ctx context.Context, public bool) (standing, fallen iter.Seq2[journal.ID, error], err error) {
	type ids = iter.Seq2[journal.ID, error]
	both, err := query(ctx, a, func(s *store.Store, ctx context.Context) (both [2]ids, err error) {
		communities, err := allCommunities(ctx, s)
		if err != nil {
			return both, err
		}
		trash, err := s.Trash(ctx)
		reflections := func(fallen bool, yield func(journal.ID, error) bool) {
			for r, err := range s.EachListed(ctx, journal.Filter{Private: fallen}) {
				if (err != nil || (public && r.Private) == fallen) && !yield(r.ID, err) {
					return
				}
			}
		}
		both[0] = func(yield func(journal.ID, error) bool) {
			for _, c := range communities {
				if !yield(c.ID, nil) {
					return
				}
			}
			reflections(false, yield)
		}
		both[1] = func(yield func(journal.ID, error) bool) {
			for _, t := range trash {
				if !yield(t.ID, nil) {
					return
				}
			}
			reflections(true, yield)
		}
		return both, err
	})
	return both[0], both[1], err
}

// sayExported says what an export into a folder did, and which files it left alone.
func (a *app) sayExported(done exportJSON, what string, public bool) error {
	said := []string{text.Count(done.Written, what) + " written to " + done.Folder}
	switch done.Same {
	case 0:
	case 1:
		said = append(said, "1 file left as it was")
	default:
		said = append(said, text.Count(done.Same, "file")+" left as they were")
	}
	if done.Replaced > 0 {
		said = append(said, text.Count(done.Replaced, "file")+" of an older name removed")
	}
	if done.Removed > 0 {
		said = append(said, text.Count(done.Removed, "file")+" of what is private or deleted by now removed")
	}
	if done.LeftOut > 0 {
		said = append(said, text.Count(done.LeftOut, "private reflection")+" left out")
	}
	if done.Contributions != nil {
		said = append(said, text.Count(*done.Contributions, "page")+" of other people's in "+contributionsFolder)
	}
	parts := []string{strings.Join(said, "; ") + "."}
	named := func(above string, names []string, below string) {
		const most = 10
		if more := len(names) - most; more > 0 {
			names = append(slices.Clone(names[:most]), "and "+strconv.Itoa(more)+" more")
		}
		if len(names) > 0 {
			parts = append(parts, above+"\n  "+strings.Join(names, "\n  ")+"\n"+below)
		}
	}
	named("Left alone, because words of yours may be in there:", done.Left, "The same with --force writes over that.")
	if public {
		named("Still there, though what it is of is private or deleted by now, or not in this journal:", done.Gone,
			"Take out what is nobody else's; --force removes what is private or deleted.")
	} else {
		named("Still there, though it is not in this journal:", done.Gone, "kith leaves it to you, should it be all that you have of it.")
	}
	return a.say("%s", strings.Join(parts, "\n"))
}
