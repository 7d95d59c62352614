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
