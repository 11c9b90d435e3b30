-- What was published: drafts and editions of reports and packs, with what they show and what they were made from.

-- A draft is edition 0 of what it is about, and the latest only; its number, date, signer and mark are blank.
CREATE TABLE publication (
    id BIGINT PRIMARY KEY, edition INTEGER NOT NULL, -- from 1, of one name, unit, period and map
    name VARCHAR NOT NULL, -- id of the report, or of the conference
    unit VARCHAR NOT NULL, unit_name VARCHAR NOT NULL, period VARCHAR NOT NULL,
    map VARCHAR NOT NULL, -- the day on whose map it is restated; '' as reported
    number VARCHAR NOT NULL, symbol VARCHAR NOT NULL, dated DATE, -- as the document bears them
    authority VARCHAR NOT NULL, title VARCHAR NOT NULL, signer VARCHAR NOT NULL,
    mark VARCHAR NOT NULL, -- of secrecy; '' for none
    text VARCHAR NOT NULL, -- SHA-256 of all that it says
    catalog_hash VARCHAR NOT NULL, who VARCHAR NOT NULL, made TIMESTAMP NOT NULL
);

-- The files of an edition; the archive has their bytes.
CREATE TABLE publication_file (
    publication BIGINT NOT NULL, ordinal INTEGER NOT NULL, name VARCHAR NOT NULL, title VARCHAR NOT NULL, size BIGINT NOT NULL, sha256 VARCHAR NOT NULL
);

-- The figures that it shows, and of an edition all that its queries gave. computed are those that a report makes of others, which have no cells.
CREATE TABLE publication_figure (
    publication BIGINT NOT NULL, ordinal INTEGER NOT NULL, unit VARCHAR NOT NULL, indicator VARCHAR NOT NULL, period VARCHAR NOT NULL, breakdown VARCHAR NOT NULL,
    source VARCHAR NOT NULL, computed BOOLEAN NOT NULL, shown BOOLEAN NOT NULL,
    state VARCHAR NOT NULL, qualifier VARCHAR NOT NULL, value DECIMAL(18,4), upper DECIMAL(18,4), words VARCHAR NOT NULL
);

-- The texts that are open to editing: as they were drafted, and as they stand in it.
CREATE TABLE publication_passage (
    publication BIGINT NOT NULL, ordinal INTEGER NOT NULL, passage VARCHAR NOT NULL, title VARCHAR NOT NULL, drafted VARCHAR NOT NULL, text VARCHAR NOT NULL
);

-- The submissions that an edition is made from.
CREATE TABLE publication_original (publication BIGINT NOT NULL, submission BIGINT NOT NULL, sha256 VARCHAR NOT NULL);
