-- The tokens by which programs of units ask the portal.
CREATE TABLE token (
    id BIGINT PRIMARY KEY,
    hash VARCHAR NOT NULL, -- SHA-256 of the secret, in hexadecimal
    unit VARCHAR NOT NULL,
    made_by VARCHAR NOT NULL, made TIMESTAMP NOT NULL,
    last_used TIMESTAMP, -- to the hour; NULL for never
    revoked TIMESTAMP -- NULL where it is not
);
