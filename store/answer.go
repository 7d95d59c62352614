package store

import (
	"context"
	"encoding/json"

	"kith/journal"
)

// owner of an answer: the reflection it is in.
type ownedAnswer struct {
	by     journal.ID
	answer journal.Answer
}

func scanAnswer(r row) (o ownedAnswer, err error) {
	var text string
	var value, labels, id, name *string
	a := &o.answer
	if err := r.Scan(&o.by, &a.Key, &a.Loop, &a.Prompt, &a.Kind, &text, &value, &labels, &id, &name, &a.Private); err != nil {
		return o, err
	}
	if id != nil && name != nil {
		a.Community = &journal.CommunityRef{ID: journal.ID(*id), Name: *name}
	}
	if labels != nil {
		if err := json.Unmarshal([]byte(*labels), &a.Labels); err != nil {
			return o, err
		}
		a.Labels = mapWords(a.Labels, disarm)
	}
	a.Value, err = decodeValue(text, value)
	return o, err
}

// addAnswers loads the answers of a page of reflections.
func addAnswers(ctx context.Context, t tx, page []journal.Reflection) error {
	list, err := idList(idsOf(page))
	if err != nil {
		return err
	}
	all, err := query(ctx, t, scanAnswer, `
		SELECT a.reflection, a.key, a.loop, a.prompt, a.kind, a.text, a.value, a.labels, c.id, c.name, a.private
		FROM answer a LEFT JOIN community c ON c.id = a.community
		WHERE a.reflection IN (SELECT value FROM json_each(?)) ORDER BY a.reflection, a.position`, list)
	if err != nil {
		return err
	}
	by := map[journal.ID][]journal.Answer{}
	for _, o := range all {
		by[o.by] = append(by[o.by], o.answer)
	}
	for i, r := range page {
		page[i].Answers = by[r.ID]
	}
	return nil
}

// setAnswers replaces the answers of a reflection.
func setAnswers(ctx context.Context, t tx, id journal.ID, answers []journal.Answer) error {
	if _, err := t.exec(ctx, `DELETE FROM answer WHERE reflection = ?`, string(id)); err != nil {
		return err
	}
	for i, a := range answers {
		if err := insertAnswer(ctx, t, id, i, a); err != nil {
			return err
		}
	}
	return nil
}

func insertAnswer(ctx context.Context, t tx, id journal.ID, position int, a journal.Answer) error {
	text, value, err := encodeValue(a.Value)
	if err != nil {
		return err
	}
	var labels, community any
	if len(a.Labels) > 0 {
		if labels, err = encode(mapWords(a.Labels, armour)); err != nil {
			return err
		}
	}
	if a.Community != nil {
		community = orNull(a.Community.ID)
	}
	_, err = t.exec(ctx, `
		INSERT INTO answer (reflection, position, key, loop, prompt, kind, text, value, labels, community, private)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce((SELECT merged_into FROM community WHERE id = ?10), ?10), ?)`,
		string(id), position, a.Key, a.Loop, a.Prompt, string(a.Kind), text, value, labels, community, a.Private)
	return err
}
