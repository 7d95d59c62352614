-- Shares -------------------------------------------------------------------------

-- What went to other people, byte for byte. page is the page's own id, as it stands on
-- it: what goes of the same reflection to the same place again keeps it.
CREATE TABLE share (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    page        TEXT    NOT NULL CHECK (page <> ''),
    reflection  TEXT    REFERENCES reflection ON DELETE SET NULL,
    title       TEXT    NOT NULL,
    role        TEXT    NOT NULL, -- by whom, as it says
    made        TEXT    NOT NULL CHECK (made GLOB '????-??-??T??:??:??.?????????Z'),
    made_offset INTEGER NOT NULL,
    destination TEXT    NOT NULL CHECK (destination IN ('output', 'file', 'clipboard', 'circle')),
    place       TEXT    NOT NULL, -- the file or the circle, or ''
    answers     TEXT    NOT NULL CHECK (json_valid(answers)), -- ["value_overall"]
    text        TEXT    NOT NULL
) STRICT;

CREATE INDEX share_by_time ON share (made, id);
CREATE INDEX share_by_reflection ON share (reflection, destination, place);
-- Contributions -----------------------------------------------------------------

-- Other people's pages, cleaned as they came in. state says what has become of one:
--
--   kept     it is in the lists
--   trashed  it is out of sight until it is restored
--   gone     it is deleted for good, words and all, and stays only so that the
--            circle it came through does not bring it again
CREATE TABLE contribution (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    page           TEXT    NOT NULL, -- the page's own id, '' where it says none
    title          TEXT    NOT NULL,
    activity       TEXT    NOT NULL,
    "by"           TEXT    NOT NULL, -- a role or a pen name, or ''
    written        TEXT    NOT NULL, -- 2026-11-23, 2026-11, 2026 or ''
    text           TEXT    NOT NULL,
    source         TEXT    NOT NULL, -- the file it was in
    circle         TEXT    NOT NULL, -- that it came through, or ''
    digest         TEXT    NOT NULL, -- of what it says, to know it again
    added          TEXT    NOT NULL CHECK (added GLOB '????-??-??T??:??:??.?????????Z'),
    added_offset   INTEGER NOT NULL,
    read           TEXT    CHECK (read IS NULL OR read GLOB '????-??-??T??:??:??.?????????Z'), -- NULL: unread
    read_offset    INTEGER NOT NULL DEFAULT 0,
    state          TEXT    NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'trashed', 'gone')),
    ended          TEXT    CHECK (ended IS NULL OR ended GLOB '????-??-??T??:??:??.?????????Z'), -- when it was trashed
    ended_offset   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX contribution_by_time ON contribution (added, id) WHERE state = 'kept';
CREATE INDEX contribution_by_circle ON contribution (circle, source);
CREATE INDEX contribution_by_page ON contribution (page) WHERE page <> '';
CREATE INDEX contribution_by_digest ON contribution (digest);
CREATE INDEX contribution_by_end ON contribution (ended, id) WHERE state = 'trashed';
CREATE INDEX contribution_unread ON contribution (added, id) WHERE state = 'kept' AND read IS NULL;
CREATE INDEX contribution_by_tail ON contribution (substr(id, -8)); -- the part lists show

-- What a contribution said before a newer version of it came.
CREATE TABLE contribution_version (
    contribution TEXT    NOT NULL REFERENCES contribution ON DELETE CASCADE,
    until        TEXT    NOT NULL CHECK (until GLOB '????-??-??T??:??:??.?????????Z'), -- when that came
    until_offset INTEGER NOT NULL,
    title        TEXT    NOT NULL,
    "by"         TEXT    NOT NULL,
    written      TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    digest       TEXT    NOT NULL
) STRICT;

CREATE INDEX contribution_version_by_contribution ON contribution_version (contribution, until);

-- The contribution that a suggestion came from.
ALTER TABLE suggestion ADD COLUMN contribution TEXT REFERENCES contribution ON DELETE SET NULL;

CREATE INDEX suggestion_by_contribution ON suggestion (contribution) WHERE contribution IS NOT NULL;

-- Circles -----------------------------------------------------------------------

-- The places that several people read and write. One that was left stays for what the
-- person put there, and is in no list.
CREATE TABLE circle (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    name          TEXT    NOT NULL CHECK (name <> ''),
    name_folded   TEXT    NOT NULL CHECK (name_folded <> ''),
    place         TEXT    NOT NULL CHECK (place <> ''), -- a folder, or a git remote
    role          TEXT    NOT NULL,
    joined        TEXT    NOT NULL CHECK (joined GLOB '????-??-??T??:??:??.?????????Z'),
    joined_offset INTEGER NOT NULL,
    changed       TEXT    CHECK (changed IS NULL OR changed GLOB '????-??-??T??:??:??.?????????Z'), -- when something new was last read there
    changed_offset INTEGER NOT NULL DEFAULT 0,
    seen          TEXT    NOT NULL DEFAULT '', -- the mark of that: a commit, or signs of files
    trouble       TEXT    NOT NULL DEFAULT '', -- why something waits
    ended         TEXT    CHECK (ended IS NULL OR ended GLOB '????-??-??T??:??:??.?????????Z') -- when it was left
) STRICT;

CREATE UNIQUE INDEX circle_by_name ON circle (name_folded) WHERE ended IS NULL;

-- What the person put at a circle's place, or wants to: their pages and replies.
CREATE TABLE circle_file (
    circle      TEXT    NOT NULL REFERENCES circle,
    path        TEXT    NOT NULL CHECK (path <> ''),
    page        TEXT    NOT NULL CHECK (page <> ''), -- the page it is, or replies to
    text        TEXT    NOT NULL,
    made        TEXT    NOT NULL CHECK (made GLOB '????-??-??T??:??:??.?????????Z'),
    made_offset INTEGER NOT NULL,
    sent        TEXT    CHECK (sent IS NULL OR sent GLOB '????-??-??T??:??:??.?????????Z'), -- NULL: it waits
    sent_offset INTEGER NOT NULL DEFAULT 0,
    again       INTEGER NOT NULL DEFAULT 0 CHECK (again IN (0, 1)), -- an earlier state of it was sent
    withdrawn   INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    PRIMARY KEY (circle, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX circle_file_waiting ON circle_file (circle, made) WHERE sent IS NULL;
CREATE INDEX circle_file_by_page ON circle_file (page);

-- What other people replied to a page, cleaned as it came in.
CREATE TABLE reply (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    circle       TEXT    NOT NULL REFERENCES circle,
    path         TEXT    NOT NULL CHECK (path <> ''),
    page         TEXT    NOT NULL CHECK (page <> ''), -- the page's own id
    "by"         TEXT    NOT NULL, -- a role or a pen name, or ''
    written      TEXT    NOT NULL, -- 2026-11-23, 2026-11, 2026 or ''
    text         TEXT    NOT NULL,
    added        TEXT    NOT NULL CHECK (added GLOB '????-??-??T??:??:??.?????????Z'),
    added_offset INTEGER NOT NULL,
    UNIQUE (circle, path)
) STRICT;

CREATE INDEX reply_by_page ON reply (page, added);

-- Search ------------------------------------------------------------------------

-- What is found stands in search: the words of its title, its tags and its texts,
-- taken apart and folded by the store (text.Tokens), with a space between; the
-- tokenizer has nothing left to do. The words are not kept a second time, only
-- where they stand; the body comes first because what is in the first column takes the
-- least room. A document's number is its rowid there, and follows when the
-- thing was written: the newest has the highest, so that they are found in order.
CREATE VIRTUAL TABLE search USING fts5 (body, title, tags, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TABLE search_document (
    number INTEGER PRIMARY KEY,
    kind   TEXT    NOT NULL CHECK (kind <> ''), -- reflection, community, suggestion, contribution
    id     TEXT    NOT NULL,
    UNIQUE (id, kind)
) STRICT;

-- What was written since it was last indexed. The triggers write down what, whoever
-- writes; the store indexes it before the transaction ends, each thing once.
CREATE TABLE search_stale (
    kind TEXT NOT NULL CHECK (kind <> ''),
    id   TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- What is counted of a reflection when it is indexed, so that it can be picked by it.
ALTER TABLE reflection ADD COLUMN words INTEGER NOT NULL DEFAULT 0 CHECK (words >= 0); -- that were typed
ALTER TABLE reflection ADD COLUMN some_private INTEGER NOT NULL DEFAULT 0 CHECK (some_private IN (0, 1)); -- it, or an answer

CREATE INDEX reflection_by_words ON reflection (created, id, created_offset, words);
CREATE INDEX reflection_by_length ON reflection (words);
CREATE INDEX reflection_by_private ON reflection (created, id) WHERE some_private = 1;
CREATE INDEX observation_of_measure ON observation (measure, at) WHERE undone IS NULL;
CREATE INDEX observation_of_reflection ON observation (measure, reflection) WHERE undone IS NULL AND reflection IS NOT NULL;

CREATE TRIGGER search_sees_reflection_added AFTER INSERT ON reflection
BEGIN
    INSERT INTO search_stale VALUES ('reflection', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_reflection_changed AFTER UPDATE ON reflection
    WHEN old.words = new.words AND old.some_private = new.some_private -- else it is being indexed
BEGIN
    INSERT INTO search_stale VALUES ('reflection', old.id) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES ('reflection', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_reflection_removed AFTER DELETE ON reflection
BEGIN
    INSERT INTO search_stale VALUES ('reflection', old.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_answer_added AFTER INSERT ON answer
BEGIN
    INSERT INTO search_stale VALUES ('reflection', new.reflection) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_answer_changed AFTER UPDATE ON answer
BEGIN
    INSERT INTO search_stale VALUES ('reflection', old.reflection) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES ('reflection', new.reflection) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_answer_removed AFTER DELETE ON answer
BEGIN
    INSERT INTO search_stale VALUES ('reflection', old.reflection) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_tag_added AFTER INSERT ON reflection_tag
BEGIN
    INSERT INTO search_stale VALUES ('reflection', new.reflection) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_tag_changed AFTER UPDATE ON reflection_tag
BEGIN
    INSERT INTO search_stale VALUES ('reflection', new.reflection) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_tag_removed AFTER DELETE ON reflection_tag
BEGIN
    INSERT INTO search_stale VALUES ('reflection', old.reflection) ON CONFLICT DO NOTHING;
END;

-- Of a community what was merged into it is a part: it is found as its root.
CREATE TRIGGER search_sees_community_added AFTER INSERT ON community
BEGIN
    INSERT INTO search_stale VALUES ('community', new.root) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_community_changed AFTER UPDATE OF name, alias, about, "where", rhythm, created, state, root ON community
BEGIN
    INSERT INTO search_stale VALUES ('community', old.root) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES ('community', new.root) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_community_removed AFTER DELETE ON community
BEGIN
    INSERT INTO search_stale VALUES ('community', old.root) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_community_tag_added AFTER INSERT ON community_tag
BEGIN
    INSERT INTO search_stale SELECT 'community', root FROM community WHERE id = new.community ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_community_tag_changed AFTER UPDATE ON community_tag
BEGIN
    INSERT INTO search_stale SELECT 'community', root FROM community WHERE id = new.community ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_community_tag_removed AFTER DELETE ON community_tag
BEGIN
    INSERT INTO search_stale SELECT 'community', root FROM community WHERE id = old.community ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_observation_added AFTER INSERT ON observation WHEN new.note <> '' OR new.text <> ''
BEGIN
    INSERT INTO search_stale SELECT 'community', root FROM community WHERE id = new.community ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_observation_changed AFTER UPDATE ON observation WHEN new.note || new.text || old.note || old.text <> ''
BEGIN
    INSERT INTO search_stale SELECT 'community', root FROM community WHERE id IN (old.community, new.community) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_observation_removed AFTER DELETE ON observation WHEN old.note <> '' OR old.text <> ''
BEGIN
    INSERT INTO search_stale SELECT 'community', root FROM community WHERE id = old.community ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_sees_suggestion_added AFTER INSERT ON suggestion
BEGIN
    INSERT INTO search_stale VALUES ('suggestion', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_suggestion_changed AFTER UPDATE ON suggestion
BEGIN
    INSERT INTO search_stale VALUES ('suggestion', old.id) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES ('suggestion', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_suggestion_removed AFTER DELETE ON suggestion
BEGIN
    INSERT INTO search_stale VALUES ('suggestion', old.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_sees_contribution_added AFTER INSERT ON contribution
BEGIN
    INSERT INTO search_stale VALUES ('contribution', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_contribution_changed AFTER UPDATE OF title, "by", text, added, state ON contribution
BEGIN
    INSERT INTO search_stale VALUES ('contribution', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER search_sees_contribution_removed AFTER DELETE ON contribution
BEGIN
    INSERT INTO search_stale VALUES ('contribution', old.id) ON CONFLICT DO NOTHING;
END;

-- What is there already is indexed by the store as soon as this is done.
INSERT INTO search_stale
SELECT 'reflection', id FROM reflection
UNION ALL SELECT 'community', id FROM community WHERE id = root
UNION ALL SELECT 'suggestion', id FROM suggestion
UNION ALL SELECT 'contribution', id FROM contribution;

-- Earlier texts, and reflections in the trash ------------------------------------

-- What a reflection was before it was changed, whole: a journal.Reflection as JSON.
-- The first text it had is number 1. Rows are only ever added.
CREATE TABLE revision (
    reflection TEXT    NOT NULL REFERENCES reflection ON DELETE CASCADE,
    number     INTEGER NOT NULL CHECK (number > 0),
    body       TEXT    NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (reflection, number)
) STRICT;

-- A reflection in the trash is in no other table: its rows and those of what came of
-- it lie here as they were, so that nothing that reads the journal has to know of it.
CREATE TABLE trashed (
    id        TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''), -- the reflection's
    title     TEXT    NOT NULL,
    at        TEXT    NOT NULL CHECK (at GLOB '????-??-??T??:??:??.?????????Z'),
    at_offset INTEGER NOT NULL,
    body      TEXT    NOT NULL CHECK (json_valid(body)) -- {"names":[{"id":"...","name":"Choir"}],"rows":{"answer":[{"key":{"text":"works"}}]}}
) STRICT;

-- Imports ------------------------------------------------------------------------

-- What each import brought, so that the last one can be taken back: it is named by when
-- it was begun. digest is of the thing as it came; one that was changed since stays.
CREATE TABLE imported (
    import     TEXT NOT NULL CHECK (import <> ''),
    kind       TEXT NOT NULL CHECK (kind IN ('reflection', 'community')),
    id         TEXT NOT NULL,
    digest     TEXT NOT NULL,
    PRIMARY KEY (import, kind, id)
) STRICT, WITHOUT ROWID;
