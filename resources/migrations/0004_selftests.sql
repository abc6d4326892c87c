-- Tests of the server that were made ("Test my server"), so that an upgrade that made it slower shows. Not journaled:
-- nothing of the shop's changes.
CREATE TABLE selftests (
    id {id},
    at BIGINT NOT NULL,
    version TEXT NOT NULL,
    report TEXT NOT NULL
);
