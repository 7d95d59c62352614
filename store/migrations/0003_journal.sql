-- The whole journal, for a file that is new and empty. An older one becomes the
-- same by its own script (0003_from_0002.sql); what comes later is added to both.
--
-- Times are UTC in RFC 3339 with nine decimals, so that they sort as text; where
-- the person's own clock matters, the minutes it was ahead of UTC stand beside.
-- A column called folded holds its neighbour as text.Fold gives it: the form in
-- which names and tags are compared. A check of JSON lets NULL pass in so many
-- words: to SQLite 3.40 json_valid(NULL) is false.

PRAGMA application_id = 0x6b697468; -- "kith": tells a journal from other databases

-- state says what has become of a community:
--
--   kept     it is in the lists: current, or archived where archived says when
--   merged   it is a part of merged_into now
--   trashed  it is out of sight until it is restored
--   gone     it is deleted for good, and reflections still show its name
--
-- A merge is a pointer. What was written of a community keeps its id and is read
-- as of its root, the end of the chain of merged_into; undoing the merge takes
-- the pointer back. root follows from merged_into and is kept beside it so that
-- reading is one join: merging and unmerging write it, and nothing else.
--
-- The name of one that is gone, or that another one took, is free: name_folded is
-- then the id behind a space, with which no name begins once it is folded.
CREATE TABLE community (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    name            TEXT    NOT NULL,
    name_folded     TEXT    NOT NULL UNIQUE CHECK (name_folded <> ''),
    alias           TEXT    NOT NULL DEFAULT '',
    alias_folded    TEXT    UNIQUE CHECK (alias_folded <> ''), -- NULL: none, or taken by another
    about           TEXT    NOT NULL DEFAULT '',
    "where"         TEXT    NOT NULL DEFAULT '',
    rhythm          TEXT    NOT NULL DEFAULT '',
    started         TEXT    NOT NULL DEFAULT '', -- 2026-11-23, 2026-11, 2026 or ''
    created         TEXT    NOT NULL CHECK (created GLOB '????-??-??T??:??:??.?????????Z'),
    created_offset  INTEGER NOT NULL,
    archived        TEXT    CHECK (archived IS NULL OR archived GLOB '????-??-??T??:??:??.?????????Z'),
    archived_offset INTEGER NOT NULL DEFAULT 0,
    state           TEXT    NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'merged', 'trashed', 'gone')),
    merged_into     TEXT    REFERENCES community CHECK ((merged_into IS NOT NULL) = (state = 'merged')),
    root            TEXT    NOT NULL REFERENCES community, -- its own id where it is not merged
    taken           TEXT    CHECK (taken IS NULL OR json_valid(taken)), -- what merged_into took over from it: {"tags":["go"]}
    ended           TEXT    CHECK (ended IS NULL OR ended GLOB '????-??-??T??:??:??.?????????Z'), -- when it was merged or trashed
    ended_offset    INTEGER NOT NULL DEFAULT 0,
    listed          TEXT    AS (CASE WHEN state = 'kept' THEN iif(archived IS NULL, 'current', 'archived') END), -- NULL: in no list
    looked_at       TEXT    -- when it, or what is a part of it, was last observed; see the triggers
) STRICT;

CREATE INDEX community_by_name ON community (listed, name_folded);
CREATE INDEX community_by_start ON community (listed, started DESC, name_folded);
CREATE INDEX community_by_look ON community (listed, looked_at DESC, name_folded);
CREATE INDEX community_by_quiet ON community (listed, coalesce(looked_at, created), id);
CREATE INDEX community_by_root ON community (root);
CREATE INDEX community_by_merger ON community (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX community_by_end ON community (ended, id) WHERE state = 'trashed';

CREATE TABLE community_kind (
    community TEXT    NOT NULL REFERENCES community ON DELETE CASCADE,
    folded    TEXT    NOT NULL CHECK (folded <> ''),
    kind      TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    PRIMARY KEY (community, folded)
) STRICT, WITHOUT ROWID;

CREATE INDEX community_kind_by_kind ON community_kind (folded, community);

CREATE TABLE community_tag (
    community TEXT    NOT NULL REFERENCES community ON DELETE CASCADE,
    folded    TEXT    NOT NULL CHECK (folded <> ''),
    tag       TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    PRIMARY KEY (community, folded)
) STRICT, WITHOUT ROWID;

CREATE INDEX community_tag_by_tag ON community_tag (folded, community, tag);

CREATE TABLE reflection (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    title          TEXT    NOT NULL,
    activity       TEXT    NOT NULL, -- '' for a quick note
    created        TEXT    NOT NULL CHECK (created GLOB '????-??-??T??:??:??.?????????Z'),
    created_offset INTEGER NOT NULL,
    updated        TEXT    NOT NULL CHECK (updated GLOB '????-??-??T??:??:??.?????????Z'),
    updated_offset INTEGER NOT NULL,
    minutes        INTEGER NOT NULL CHECK (minutes >= 0),
    private        INTEGER NOT NULL CHECK (private IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX reflection_by_time ON reflection (created, id);
CREATE INDEX reflection_by_activity ON reflection (activity, created, id);
CREATE INDEX reflection_by_tail ON reflection (substr(id, -8)); -- the part lists show

-- What picks reflections repeats their time, so that the newest of a tag are
-- found without reading all of them. The foreign key keeps the two alike.
CREATE TABLE reflection_tag (
    reflection TEXT    NOT NULL,
    created    TEXT    NOT NULL,
    folded     TEXT    NOT NULL CHECK (folded <> ''),
    tag        TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    PRIMARY KEY (reflection, folded),
    FOREIGN KEY (created, reflection) REFERENCES reflection (created, id)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX reflection_tag_by_tag ON reflection_tag (folded, created, reflection, tag);

CREATE TABLE reflection_community (
    reflection TEXT    NOT NULL,
    created    TEXT    NOT NULL,
    community  TEXT    NOT NULL REFERENCES community, -- as it was written
    root       TEXT    NOT NULL REFERENCES community, -- the community's root
    position   INTEGER NOT NULL,
    PRIMARY KEY (reflection, community),
    FOREIGN KEY (created, reflection) REFERENCES reflection (created, id)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX reflection_community_by_root ON reflection_community (root, created, reflection);

CREATE TABLE answer (
    reflection TEXT    NOT NULL REFERENCES reflection ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    key        TEXT    NOT NULL,
    loop       TEXT    NOT NULL, -- the key of the loop, or ''
    prompt     TEXT    NOT NULL, -- as it was asked
    kind       TEXT    NOT NULL,
    text       TEXT    NOT NULL, -- what was typed
    value      TEXT    CHECK (value IS NULL OR json_valid(value)), -- what was said otherwise: {"number":4}
    labels     TEXT    CHECK (labels IS NULL OR json_valid(labels)), -- ["Going well"]
    community  TEXT    REFERENCES community, -- of the loop
    private    INTEGER NOT NULL CHECK (private IN (0, 1)),
    PRIMARY KEY (reflection, position)
) STRICT;

CREATE INDEX answer_by_community ON answer (community) WHERE community IS NOT NULL;

-- The timeline. Rows are only ever added here; one that was taken back stays,
-- and says when that was.
CREATE TABLE observation (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    community     TEXT    REFERENCES community, -- NULL: the person's own
    measure       TEXT    NOT NULL CHECK (measure <> ''),
    text          TEXT    NOT NULL,
    value         TEXT    CHECK (value IS NULL OR json_valid(value)),
    labels        TEXT    CHECK (labels IS NULL OR json_valid(labels)), -- as they were shown, NULL where it was not asked
    at            TEXT    NOT NULL CHECK (at GLOB '????-??-??T??:??:??.?????????Z'),
    at_offset     INTEGER NOT NULL,
    reflection    TEXT    REFERENCES reflection ON DELETE SET NULL,
    note          TEXT    NOT NULL,
    batch         TEXT    NOT NULL, -- the first of those made in one go, '' where that is not known
    undone        TEXT    CHECK (undone IS NULL OR undone GLOB '????-??-??T??:??:??.?????????Z'),
    undone_offset INTEGER NOT NULL
) STRICT;

-- The last of each measure are asked for all the time, of those that stand.
CREATE INDEX observation_by_measure ON observation (community, measure, at, id) WHERE undone IS NULL;
CREATE INDEX observation_by_time ON observation (community, at, id);
CREATE INDEX observation_by_reflection ON observation (reflection, community, measure);

CREATE TRIGGER observation_is_made AFTER INSERT ON observation WHEN new.undone IS NULL
BEGIN
    UPDATE community SET looked_at = new.at
    WHERE id = (SELECT root FROM community WHERE id = new.community) AND (looked_at IS NULL OR looked_at < new.at);
END;

CREATE TRIGGER observation_is_undone AFTER UPDATE OF undone ON observation
BEGIN
    UPDATE community SET looked_at = (
        SELECT max((SELECT o.at FROM observation o WHERE o.community = m.id AND o.undone IS NULL ORDER BY o.at DESC LIMIT 1))
        FROM community m WHERE m.root = community.id)
    WHERE id = (SELECT root FROM community WHERE id = new.community);
END;

-- What is worked out from the roots follows them.
CREATE TRIGGER community_root_moves AFTER UPDATE OF root ON community WHEN old.root <> new.root
BEGIN
    UPDATE reflection_community SET root = new.root WHERE root = old.root AND community = new.id;
    UPDATE community SET looked_at = (
        SELECT max((SELECT o.at FROM observation o WHERE o.community = m.id AND o.undone IS NULL ORDER BY o.at DESC LIMIT 1))
        FROM community m WHERE m.root = community.id)
    WHERE id IN (old.root, new.root);
END;

CREATE TABLE suggestion (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    text           TEXT    NOT NULL,
    from_role      TEXT    NOT NULL,
    community      TEXT    REFERENCES community,
    element        TEXT    NOT NULL,
    try_by         TEXT    NOT NULL, -- 2026-11-23, 2026-11, 2026 or ''
    created        TEXT    NOT NULL CHECK (created GLOB '????-??-??T??:??:??.?????????Z'),
    created_offset INTEGER NOT NULL,
    reflection     TEXT    REFERENCES reflection ON DELETE SET NULL,
    state          TEXT    NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    helped         INTEGER CHECK (helped IN (0, 1)), -- NULL: not said
    note           TEXT    NOT NULL,
    closed         TEXT    CHECK (closed IS NULL OR closed GLOB '????-??-??T??:??:??.?????????Z'),
    closed_offset  INTEGER NOT NULL
) STRICT;

CREATE INDEX suggestion_by_state ON suggestion (state, try_by = '', try_by, created, id);
CREATE INDEX suggestion_by_community ON suggestion (community, state);
CREATE INDEX suggestion_by_reflection ON suggestion (reflection);

CREATE TABLE draft (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    activity       TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    updated        TEXT    NOT NULL CHECK (updated GLOB '????-??-??T??:??:??.?????????Z'),
    updated_offset INTEGER NOT NULL,
    step           INTEGER NOT NULL, -- page step of about steps
    steps          INTEGER NOT NULL,
    body           TEXT    NOT NULL CHECK (json_valid(body)) -- all of it
) STRICT;

CREATE INDEX draft_by_time ON draft (updated, id);

-- Who has a draft open. A lock file says whether somebody does; this only says
-- who it was that took it last.
CREATE TABLE hold (
    draft TEXT NOT NULL PRIMARY KEY,
    who   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
