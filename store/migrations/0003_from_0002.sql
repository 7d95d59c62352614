-- A journal of version 2 becomes one of version 3, in one transaction: what is in
-- it is set aside, the tables are made anew, and it goes back in.
--
-- In version 2 a merge moved what was written to the other community. Answers,
-- reflections and suggestions stay there. Observations said what they were made
-- of (was), and are of that again.

CREATE TEMP TABLE old_community AS SELECT * FROM community;
CREATE TEMP TABLE old_community_kind AS SELECT * FROM community_kind;
CREATE TEMP TABLE old_community_tag AS SELECT * FROM community_tag;
CREATE TEMP TABLE old_reflection AS SELECT * FROM reflection;
CREATE TEMP TABLE old_reflection_tag AS SELECT * FROM reflection_tag;
CREATE TEMP TABLE old_reflection_community AS SELECT * FROM reflection_community;
CREATE TEMP TABLE old_answer AS SELECT * FROM answer;
CREATE TEMP TABLE old_observation AS SELECT * FROM observation;
CREATE TEMP TABLE old_suggestion AS SELECT * FROM suggestion;
CREATE TEMP TABLE old_draft AS SELECT * FROM draft;
CREATE TEMP TABLE old_hold AS SELECT * FROM hold;
CREATE INDEX temp.old_answer_by_reflection ON old_answer (reflection);
CREATE INDEX temp.old_observation_by_reflection ON old_observation (reflection);

DROP TABLE hold; -- what refers to another table goes before it
DROP TABLE draft;
DROP TABLE suggestion;
DROP TABLE observation;
DROP TABLE answer;
DROP TABLE reflection_community;
DROP TABLE reflection_tag;
DROP TABLE reflection;
DROP TABLE community_tag;
DROP TABLE community_kind;
DROP TABLE community;

.read 0003_journal.sql

INSERT INTO community (id, name, name_folded, alias, alias_folded, about, "where", rhythm, started,
    created, created_offset, archived, archived_offset, state, merged_into, root, ended, ended_offset)
SELECT id, name, name_folded, alias, alias_folded, about, "where", rhythm, started,
    created, created_offset, archived, archived_offset, state, merged_into, coalesce(merged_into, id), ended, ended_offset
FROM old_community;
INSERT INTO community_kind SELECT * FROM old_community_kind;
INSERT INTO community_tag SELECT * FROM old_community_tag;
INSERT INTO reflection SELECT * FROM old_reflection;
INSERT INTO reflection_tag SELECT * FROM old_reflection_tag;
INSERT INTO reflection_community (reflection, created, community, root, position)
SELECT reflection, created, community, community, position FROM old_reflection_community;
INSERT INTO answer SELECT * FROM old_answer;

-- The words that were shown for what was observed are those of the answer it came
-- from: the one of the same value, in the same reflection, about the same
-- community. That is the one whose key is the measure or else, where they agree,
-- one whose key is no measure.
INSERT INTO observation (id, community, measure, text, value, labels,
    at, at_offset, reflection, note, batch, undone, undone_offset)
SELECT id, coalesce(was, community), measure, text, value,
    (WITH said AS (
        SELECT a.key, a.labels FROM old_answer a
        WHERE a.reflection = o.reflection AND a.community IS o.community AND a.value IS o.value AND a.text = o.text)
    SELECT max(labels) FROM said
    WHERE key = o.measure OR NOT EXISTS (SELECT 1 FROM said WHERE key = o.measure)
        AND key NOT IN (SELECT measure FROM old_observation WHERE reflection = o.reflection)
    HAVING count(DISTINCT coalesce(labels, '')) = 1),
    at, at_offset, reflection, note, batch, undone, undone_offset
FROM old_observation o;
INSERT INTO suggestion SELECT * FROM old_suggestion;
INSERT INTO draft SELECT * FROM old_draft;
INSERT INTO hold SELECT * FROM old_hold;

DROP TABLE old_community;
DROP TABLE old_community_kind;
DROP TABLE old_community_tag;
DROP TABLE old_reflection;
DROP TABLE old_reflection_tag;
DROP TABLE old_reflection_community;
DROP TABLE old_answer;
DROP TABLE old_observation;
DROP TABLE old_suggestion;
DROP TABLE old_draft;
DROP TABLE old_hold;
