-- Communes, registers and the way of the provinces through the map. What is rewritten from the catalogue is made anew.

DROP TABLE unit;
CREATE TABLE map_unit ( -- the units of the catalogue; the view unit has the communes too
    id VARCHAR NOT NULL, position INTEGER NOT NULL, kind VARCHAR NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL,
    style VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE NOT NULL, -- both inclusive; 9999-12-31 is still there
    first_month INTEGER NOT NULL, last_month INTEGER NOT NULL -- the months whose last day the unit was there
);
-- Where a unit went: itself while it was there, then what it became a part of.
CREATE TABLE lineage (unit VARCHAR NOT NULL, became VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE NOT NULL, exact BOOLEAN NOT NULL);
-- The months with which a region began to be of another territory: its figures before and since do not add up to one.
CREATE TABLE redrawn (unit VARCHAR NOT NULL, month INTEGER NOT NULL);

CREATE TABLE catalog_word (name VARCHAR NOT NULL, text VARCHAR NOT NULL); -- words of messages.yaml

DROP TABLE indicator;
CREATE TABLE indicator (
    id VARCHAR NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, unit_of_measure VARCHAR NOT NULL, nature VARCHAR NOT NULL,
    decimal BOOLEAN NOT NULL, adds_units BOOLEAN NOT NULL, adds_time BOOLEAN NOT NULL, distinct_time BOOLEAN NOT NULL, at_start BOOLEAN NOT NULL, of VARCHAR NOT NULL
);
DROP TABLE breakdown_pair;
CREATE TABLE breakdown_pair (pair VARCHAR NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, partition BOOLEAN NOT NULL); -- 'area=dtts'
DELETE FROM meta WHERE name IN ('catalog', 'views');

-- A commune as a form names it.
CREATE TABLE commune (submission BIGINT NOT NULL, unit VARCHAR NOT NULL, name VARCHAR NOT NULL, district VARCHAR NOT NULL, sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL);

-- A row of a register or of a list of events; its key (submission, sheet, cell), the cell of its name.
CREATE TABLE record (
    submission BIGINT NOT NULL, register VARCHAR NOT NULL, sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    unit VARCHAR NOT NULL, name VARCHAR NOT NULL, folded VARCHAR NOT NULL, -- folded is what the row is known by in another period
    period VARCHAR NOT NULL -- of an event, its day; '' otherwise
);
CREATE TABLE field (
    submission BIGINT NOT NULL, sheet VARCHAR NOT NULL, record VARCHAR NOT NULL, -- the cell of the record's name
    cell VARCHAR NOT NULL, field VARCHAR NOT NULL, text VARCHAR NOT NULL, meaning VARCHAR NOT NULL, -- the id of a value; '' where any words will do
    state VARCHAR NOT NULL, qualifier VARCHAR NOT NULL, value DECIMAL(18,4), upper DECIMAL(18,4),
    low DECIMAL(18,4), high DECIMAL(18,4), soft_low DECIMAL(18,4), soft_high DECIMAL(18,4), words VARCHAR NOT NULL
);
