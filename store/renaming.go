package store

import (
	"slices"
	"strings"

	"kith/journal"
)

// renaming says which community of the journal each id of an outcome stands
// for; most stand for themselves. An outcome and what is in it are not changed
// by it but copied.
type renaming map[journal.ID]journal.CommunityRef

// outcome is o with every community by the id it has in the journal.
func (n renaming) outcome(o journal.Outcome) journal.Outcome {
	o.Reflection.Communities = n.refs(o.Reflection.Communities)
	o.Reflection.Answers = slices.Clone(o.Reflection.Answers)
	for i, a := range o.Reflection.Answers {
		a.Community, a.Value = n.ref(a.Community), n.value(a.Value)
		o.Reflection.Answers[i] = a
	}
	o.Observations = slices.Clone(o.Observations)
	for i, ob := range o.Observations {
		if id := n.id(ob.Community); id != ob.Community {
			o.Observations[i].Community, o.Observations[i].From.ID = id, ob.Community
		}
	}
	o.Suggestions = n.suggestions(o.Suggestions)
	o.Draft = n.apart(o.Draft).draft(o.Draft)
	return o
}

// apart is the part of a renaming that makes no two communities of a draft one:
// what was written about each would come to stand on one page. They become one
// where there is room for both, in the reflection.
func (n renaming) apart(d journal.Draft) renaming {
	named := map[journal.ID]bool{}
	for page, v := range d.Answers {
		named[roundOf(page)] = true
		for _, c := range v.Communities {
			named[c.ID] = true
		}
	}
	into := map[journal.ID]int{}
	for id := range named {
		into[n.id(id)]++
	}
	out := renaming{}
	for from, ref := range n {
		if into[ref.ID] == 1 {
			out[from] = ref
		}
	}
	return out
}

// roundOf is the id in the name of a loop's page, or "".
func roundOf(page string) journal.ID {
	_, rest, _ := strings.Cut(page, "[")
	id, _, _ := strings.Cut(rest, "]")
	return journal.ID(id)
}

func (n renaming) draft(d journal.Draft) journal.Draft {
	d.Place, d.Answers = n.page(d.Place), n.answers(d.Answers)
	return d
}

func (n renaming) id(id journal.ID) journal.ID {
	if ref, ok := n[id]; ok {
		return ref.ID
	}
	return id
}

// ref is the community of the journal where its id is another one; one that
// stands for itself keeps the name it was called by.
func (n renaming) ref(ref *journal.CommunityRef) *journal.CommunityRef {
	if ref == nil || n.id(ref.ID) == ref.ID {
		return ref
	}
	known := n[ref.ID]
	return &known
}

// refs are the communities of the journal, each once.
func (n renaming) refs(refs []journal.CommunityRef) []journal.CommunityRef {
	var out []journal.CommunityRef
	for _, ref := range refs {
		ref = *n.ref(&ref)
		if !slices.ContainsFunc(out, func(r journal.CommunityRef) bool { return r.ID == ref.ID }) {
			out = append(out, ref)
		}
	}
	return out
}

func (n renaming) value(v journal.Value) journal.Value {
	var cs []journal.Community
	for _, c := range v.Communities {
		if id := n.id(c.ID); id != c.ID {
			c.ID, c.Name = id, n[c.ID].Name
		}
		if c.ID == "" || !slices.ContainsFunc(cs, func(d journal.Community) bool { return d.ID == c.ID }) {
			cs = append(cs, c)
		}
	}
	v.Communities = cs
	v.Suggestions = n.suggestions(v.Suggestions)
	return v
}

func (n renaming) suggestions(all []journal.Suggestion) []journal.Suggestion {
	all = slices.Clone(all)
	for i, sg := range all {
		all[i].Community = n.ref(sg.Community)
	}
	return all
}

// answers are a draft's, by page name. Where a page of another id and one of
// the journal's come to have one name, the second was written knowingly.
func (n renaming) answers(answers map[string]journal.Value) map[string]journal.Value {
	out := make(map[string]journal.Value, len(answers))
	for page, v := range answers {
		name := n.page(page)
		if _, taken := answers[name]; taken && name != page {
			continue
		}
		out[name] = n.value(v)
	}
	return out
}

// page is a page's name, which in a loop holds an id: look[01kb...].works.
func (n renaming) page(name string) string {
	loop, rest, ok := strings.Cut(name, "[")
	if !ok {
		return name
	}
	id, rest, ok := strings.Cut(rest, "]")
	if !ok {
		return name
	}
	return loop + "[" + string(n.id(journal.ID(id))) + "]" + rest
}
