-- Communities come and go: looked at, archived, merged, put in the trash. What
-- was observed of them can be taken back.

-- state says what has become of a community:
--
--   kept     it is in the lists: current, or archived where archived says when
--   merged   it is a part of merged_into now, and only its name is left
--   trashed  it is out of sight until it is restored
--   gone     it is deleted for good, and reflections still show its name
--
-- The name of one that is gone is free for another: its name_folded is its id
-- behind a space, with which no name begins once it is folded.
ALTER TABLE community ADD COLUMN state TEXT NOT NULL DEFAULT 'kept'
    CHECK (state IN ('kept', 'merged', 'trashed', 'gone'));
ALTER TABLE community ADD COLUMN merged_into TEXT REFERENCES community
    CHECK ((merged_into IS NOT NULL) = (state = 'merged'));
ALTER TABLE community ADD COLUMN ended TEXT -- when it was merged or put in the trash
    CHECK (ended GLOB '????-??-??T??:??:??.?????????Z');
ALTER TABLE community ADD COLUMN ended_offset INTEGER NOT NULL DEFAULT 0;

-- The list it is in, NULL for none.
ALTER TABLE community ADD COLUMN listed TEXT
    AS (CASE WHEN state = 'kept' THEN iif(archived IS NULL, 'current', 'archived') END);

-- When it was last observed, kept by the triggers below so that the lists need
-- not look for it.
ALTER TABLE community ADD COLUMN looked_at TEXT;

CREATE INDEX community_by_name ON community (listed, name_folded);
CREATE INDEX community_by_start ON community (listed, started DESC, name_folded);
CREATE INDEX community_by_look ON community (listed, looked_at DESC, name_folded);
CREATE INDEX community_by_quiet ON community (listed, coalesce(looked_at, created), id);
CREATE INDEX community_by_merger ON community (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX community_by_end ON community (ended, id) WHERE state = 'trashed';

CREATE INDEX answer_by_community ON answer (community) WHERE community IS NOT NULL;

-- was: of which community it was made, where that one has been merged since.
-- batch: the first of those that were made in one go with it, '' where that was
-- not written down. Rows that were taken back stay, and say when that was.
ALTER TABLE observation ADD COLUMN was TEXT REFERENCES community;
ALTER TABLE observation ADD COLUMN batch TEXT NOT NULL DEFAULT '';
ALTER TABLE observation ADD COLUMN undone TEXT
    CHECK (undone GLOB '????-??-??T??:??:??.?????????Z');
ALTER TABLE observation ADD COLUMN undone_offset INTEGER NOT NULL DEFAULT 0;

-- The last of each measure are asked for all the time, of those that stand.
DROP INDEX observation_by_measure;
CREATE INDEX observation_by_measure ON observation (community, measure, at, id) WHERE undone IS NULL;
CREATE INDEX observation_by_origin ON observation (was, at, id) WHERE was IS NOT NULL;

UPDATE community SET looked_at = (SELECT max(o.at) FROM observation o WHERE o.community = community.id);

CREATE TRIGGER observation_is_made AFTER INSERT ON observation WHEN new.undone IS NULL
BEGIN
    UPDATE community SET looked_at = new.at
    WHERE id = new.community AND (looked_at IS NULL OR looked_at < new.at);
END;

CREATE TRIGGER observation_is_changed AFTER UPDATE OF community, at, undone ON observation
BEGIN
    UPDATE community SET looked_at = (
        SELECT o.at FROM observation o
        WHERE o.community = community.id AND o.undone IS NULL ORDER BY o.at DESC LIMIT 1)
    WHERE id IN (old.community, new.community);
END;

CREATE TRIGGER observation_is_deleted AFTER DELETE ON observation
BEGIN
    UPDATE community SET looked_at = (
        SELECT o.at FROM observation o
        WHERE o.community = community.id AND o.undone IS NULL ORDER BY o.at DESC LIMIT 1)
    WHERE id = old.community;
END;
