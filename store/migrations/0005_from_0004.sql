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
