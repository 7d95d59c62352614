-- The first journal.
--
-- Times are UTC in RFC 3339 with nine decimals, so that they sort as text; where
-- the person's own clock matters, the minutes it was ahead of UTC stand beside.
-- A column called folded holds its neighbour as journal.Fold gives it: the form
-- in which names and tags are compared.

PRAGMA application_id = 0x6b697468; -- "kith": tells a journal from other databases

CREATE TABLE community (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    name            TEXT    NOT NULL,
    name_folded     TEXT    NOT NULL UNIQUE CHECK (name_folded <> ''),
    alias           TEXT    NOT NULL,
    alias_folded    TEXT    UNIQUE CHECK (alias_folded <> ''), -- NULL: none
    about           TEXT    NOT NULL,
    "where"         TEXT    NOT NULL,
    rhythm          TEXT    NOT NULL,
    started         TEXT    NOT NULL, -- 2026-11-23, 2026-11, 2026 or ''
    created         TEXT    NOT NULL CHECK (created GLOB '????-??-??T??:??:??.?????????Z'),
    created_offset  INTEGER NOT NULL,
    archived        TEXT    CHECK (archived GLOB '????-??-??T??:??:??.?????????Z'),
    archived_offset INTEGER NOT NULL
) STRICT;

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
    community  TEXT    NOT NULL REFERENCES community,
    position   INTEGER NOT NULL,
    PRIMARY KEY (reflection, community),
    FOREIGN KEY (created, reflection) REFERENCES reflection (created, id)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX reflection_community_by_community ON reflection_community (community, created, reflection);

CREATE TABLE answer (
    reflection TEXT    NOT NULL REFERENCES reflection ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    key        TEXT    NOT NULL,
    loop       TEXT    NOT NULL, -- the key of the loop, or ''
    prompt     TEXT    NOT NULL, -- as it was asked
    kind       TEXT    NOT NULL,
    text       TEXT    NOT NULL, -- what was typed
    value      TEXT    CHECK (json_valid(value)), -- what was said otherwise: {"number":4}
    labels     TEXT    CHECK (json_valid(labels)), -- ["Going well"]
    community  TEXT    REFERENCES community, -- of the loop
    private    INTEGER NOT NULL CHECK (private IN (0, 1)),
    PRIMARY KEY (reflection, position)
) STRICT;

-- Rows are only ever added here: the table is the timeline.
CREATE TABLE observation (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
    community  TEXT    REFERENCES community, -- NULL: the person's own
    measure    TEXT    NOT NULL CHECK (measure <> ''),
    text       TEXT    NOT NULL,
    value      TEXT    CHECK (json_valid(value)),
    at         TEXT    NOT NULL CHECK (at GLOB '????-??-??T??:??:??.?????????Z'),
    at_offset  INTEGER NOT NULL,
    reflection TEXT    REFERENCES reflection ON DELETE SET NULL,
    note       TEXT    NOT NULL
) STRICT;

CREATE INDEX observation_by_measure ON observation (community, measure, at, id);
CREATE INDEX observation_by_time ON observation (community, at, id);
CREATE INDEX observation_by_reflection ON observation (reflection, community, measure);

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
    closed         TEXT    CHECK (closed GLOB '????-??-??T??:??:??.?????????Z'),
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
