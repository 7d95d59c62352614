-- A version 5 journal becomes one of version 6: other people's pages come with imports too.

CREATE TABLE imported_6 (
    import     TEXT NOT NULL CHECK (import <> ''),
    kind       TEXT NOT NULL CHECK (kind IN ('reflection', 'community', 'contribution')),
    id         TEXT NOT NULL,
    digest     TEXT NOT NULL, -- of the thing as it came; one that was changed since stays
    PRIMARY KEY (import, kind, id)
) STRICT, WITHOUT ROWID;

INSERT INTO imported_6 SELECT * FROM imported;
DROP TABLE imported;
ALTER TABLE imported_6 RENAME TO imported;
