-- A version 6 journal becomes one of version 7: in the search index "ø" is an "o" and "ł" an "l".

INSERT INTO search_stale SELECT kind, id FROM search_document WHERE true ON CONFLICT DO NOTHING;
