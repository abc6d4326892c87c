-- Which journal entry was taken back by which: for the history, and for undo and redo. `again` says that what was taken
-- back had been a taking back itself.
CREATE TABLE journal_undone (
    seq BIGINT PRIMARY KEY,
    by_seq BIGINT NOT NULL,
    again INTEGER NOT NULL
);
CREATE INDEX journal_undone_by ON journal_undone (by_seq);
