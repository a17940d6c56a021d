-- Format 3. What changes it is a step in migrate.py; user_version tells which was last taken.

CREATE TABLE runs (
    id           INTEGER PRIMARY KEY,
    pack         TEXT NOT NULL,              -- the pack's id
    pack_version TEXT NOT NULL,              -- when the run began
    way_in       TEXT NOT NULL,              -- the way in's id, or empty
    started      TEXT NOT NULL,              -- UTC, ISO 8601
    updated      TEXT NOT NULL,
    head         INTEGER NOT NULL DEFAULT 0, -- the step the reader is at
    title        TEXT NOT NULL DEFAULT '',   -- the page's title, so that a list needs no pack
    steps        INTEGER NOT NULL DEFAULT 0, -- how many were ever taken
    place        TEXT NOT NULL DEFAULT ''    -- where on the page: block and line, as a face keeps it
) STRICT;

-- Without the date: every step would write the index too.
CREATE INDEX runs_by_pack ON runs (pack);

CREATE TABLE steps (
    id     INTEGER PRIMARY KEY,
    run    INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    parent INTEGER NOT NULL,                 -- the step before it, 0 for the first
    kind   TEXT NOT NULL,
    data   TEXT NOT NULL,
    node   TEXT NOT NULL,                    -- the page it led to
    at     TEXT NOT NULL
) STRICT;

CREATE INDEX steps_by_run ON steps (run);

-- Of a pack, not of a run: a new run still has them.
CREATE TABLE notes (
    id      INTEGER PRIMARY KEY AUTOINCREMENT, -- a number in another window never means a later note
    pack    TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('note', 'bookmark')),
    node    TEXT NOT NULL,                   -- the page
    claim   TEXT NOT NULL,                   -- the claim's id, or empty
    text    TEXT NOT NULL,                   -- as it was typed; empty for a bookmark
    created TEXT NOT NULL,
    updated TEXT NOT NULL
) STRICT;

CREATE INDEX notes_by_pack ON notes (pack);

-- Of a pack too. No row is ever deleted: an answer that was taken back says so.
CREATE TABLE reviews (
    id     INTEGER PRIMARY KEY,
    pack   TEXT NOT NULL,
    card   TEXT NOT NULL,                    -- the card's id
    rating TEXT NOT NULL CHECK (rating IN ('again', 'hard', 'good', 'easy')),
    at     TEXT NOT NULL,
    node   TEXT NOT NULL,                    -- the page that was open
    undone INTEGER NOT NULL DEFAULT 0        -- 1 once the reader took it back
) STRICT;

CREATE INDEX reviews_by_pack ON reviews (pack);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
