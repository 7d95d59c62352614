-- # With others

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
