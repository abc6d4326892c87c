-- Reports that the owner wrote: a name and one SELECT, which is run to read and to do nothing else.

CREATE TABLE own_reports (
    id {id},
    name TEXT NOT NULL,
    statement TEXT NOT NULL,
    revision BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
