-- Messages, one row a recipient, and what they are about.

CREATE TABLE delivery (
    id BIGINT NOT NULL, key VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, unit VARCHAR NOT NULL, recipient VARCHAR NOT NULL,
    channel VARCHAR NOT NULL, title VARCHAR NOT NULL, text VARCHAR NOT NULL, html VARCHAR NOT NULL,
    state VARCHAR NOT NULL, -- queued, sending, sent, deferred, failed, uncertain, dropped
    attempts INTEGER NOT NULL, next TIMESTAMP NOT NULL, message_id VARCHAR NOT NULL, words VARCHAR NOT NULL, queued TIMESTAMP NOT NULL, changed TIMESTAMP NOT NULL
);

-- What goes with them; the archive has the bytes.
CREATE TABLE delivery_file (
    delivery BIGINT NOT NULL, ordinal INTEGER NOT NULL, name VARCHAR NOT NULL, title VARCHAR NOT NULL, size BIGINT NOT NULL, sha256 VARCHAR NOT NULL
);

-- The editions and submissions of which nothing more is to be queued: "edition 17", "submission 4711". meta has the moment from which on
-- deliveries are made (deliver_since); what was there at that moment is in here.
CREATE TABLE delivered_subject (subject VARCHAR PRIMARY KEY);
