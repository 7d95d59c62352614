-- What a community was called before, its aliases too: a name that was once typed
-- stands in what was written then, and has to be known to be left out of what is
-- for others.
CREATE TABLE former_name (
    community TEXT NOT NULL REFERENCES community ON DELETE CASCADE,
    name      TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (community, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER community_is_renamed AFTER UPDATE OF name, alias ON community
BEGIN
    INSERT INTO former_name SELECT old.id, old.name WHERE old.name NOT IN ('', new.name) ON CONFLICT DO NOTHING;
    INSERT INTO former_name SELECT old.id, old.alias WHERE old.alias NOT IN ('', new.alias) ON CONFLICT DO NOTHING;
END;

-- On how many reflections each tag is, in each way it is written: counted where
-- it is written, so that to list the tags costs the same however many reflections
-- there are. The triggers alone write here.
CREATE TABLE tag_count (
    folded      TEXT    NOT NULL CHECK (folded <> ''),
    tag         TEXT    NOT NULL,
    reflections INTEGER NOT NULL CHECK (reflections >= 0),
    PRIMARY KEY (folded, tag)
) STRICT, WITHOUT ROWID;

INSERT INTO tag_count SELECT folded, tag, count(*) FROM reflection_tag GROUP BY folded, tag;

CREATE TRIGGER reflection_is_tagged AFTER INSERT ON reflection_tag
BEGIN
    INSERT INTO tag_count VALUES (new.folded, new.tag, 1) ON CONFLICT DO UPDATE SET reflections = reflections + 1;
END;

CREATE TRIGGER reflection_is_untagged AFTER DELETE ON reflection_tag
BEGIN
    UPDATE tag_count SET reflections = reflections - 1 WHERE folded = old.folded AND tag = old.tag;
    DELETE FROM tag_count WHERE folded = old.folded AND tag = old.tag AND reflections = 0;
END;

CREATE TRIGGER reflection_tag_is_renamed AFTER UPDATE OF folded, tag ON reflection_tag
    WHEN old.folded <> new.folded OR old.tag <> new.tag
BEGIN
    INSERT INTO tag_count VALUES (new.folded, new.tag, 1) ON CONFLICT DO UPDATE SET reflections = reflections + 1;
    UPDATE tag_count SET reflections = reflections - 1 WHERE folded = old.folded AND tag = old.tag;
    DELETE FROM tag_count WHERE folded = old.folded AND tag = old.tag AND reflections = 0;
END;
