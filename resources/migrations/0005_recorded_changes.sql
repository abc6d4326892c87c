-- The time machine, where the store is a SQLite file (PostgreSQL keeps a log of its own): what each transaction changed,
-- written in that transaction and carried away soon after. `epoch` names a history without a break: a backup of it and
-- the changes that followed lead to any moment; `seq` counts the rows of recorded_changes that ever were.

-- @sqlite
CREATE TABLE recording (id INTEGER PRIMARY KEY CHECK (id = 1), active INTEGER NOT NULL, epoch TEXT NOT NULL, seq BIGINT NOT NULL);
INSERT INTO recording (id, active, epoch, seq) VALUES (1, 0, lower(hex(randomblob(8))), 0);
-- A transaction is one row or, where it is long, several; `ends` stands in its last. `sequences` are the ids given last.
CREATE TABLE recorded_changes (
    seq INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL,
    at BIGINT NOT NULL,
    ends INTEGER NOT NULL,
    sequences TEXT NOT NULL,
    bytes BLOB NOT NULL
);
-- @both
