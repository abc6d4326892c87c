-- Codes on paper that stand in for somebody's authenticator, each of them once. The store holds their hashes.
CREATE TABLE recovery_codes (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash {blob} NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);
