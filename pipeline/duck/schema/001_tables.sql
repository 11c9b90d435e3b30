-- No foreign keys: DuckDB refuses to update rows that others refer to.

CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

-- The catalogue, as far as queries need it; rewritten when templates/ changes.
CREATE TABLE unit (
    id VARCHAR NOT NULL, position INTEGER NOT NULL, kind VARCHAR NOT NULL, code VARCHAR NOT NULL, name VARCHAR NOT NULL,
    style VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE NOT NULL, -- both inclusive; 9999-12-31 is still there
    successor VARCHAR NOT NULL, exact BOOLEAN NOT NULL
);
CREATE TABLE member (scheme VARCHAR NOT NULL, region VARCHAR NOT NULL, province VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE NOT NULL);
CREATE TABLE indicator (
    id VARCHAR NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, unit_of_measure VARCHAR NOT NULL, nature VARCHAR NOT NULL,
    decimal BOOLEAN NOT NULL, adds_units BOOLEAN NOT NULL, adds_time BOOLEAN NOT NULL, of VARCHAR NOT NULL
);

CREATE TABLE breakdown_pair (pair VARCHAR NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL); -- 'area=dtts'

-- One workbook that arrived. A rejected one has no form, reporter or period: those columns are ''.
CREATE TABLE submission (
    id BIGINT PRIMARY KEY, sha256 VARCHAR NOT NULL, file_name VARCHAR NOT NULL, size BIGINT NOT NULL, received TIMESTAMP NOT NULL,
    state VARCHAR NOT NULL, -- received, accepted, returned, rejected, superseded
    layout VARCHAR NOT NULL, version INTEGER NOT NULL, layout_hash VARCHAR NOT NULL, catalog_hash VARCHAR NOT NULL,
    reporter VARCHAR NOT NULL, period VARCHAR NOT NULL,
    first_month INTEGER NOT NULL, last_month INTEGER NOT NULL, -- months since year 0, both inclusive
    map_day DATE, -- the period's last day: the map that the form is read against
    edition INTEGER NOT NULL, figures INTEGER NOT NULL
);

-- One figure as it stands in a cell; key (submission, sheet, cell).
CREATE TABLE observation (
    submission BIGINT NOT NULL, sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL, line VARCHAR NOT NULL, -- what its row is called in the form
    unit VARCHAR NOT NULL, indicator VARCHAR NOT NULL, breakdown VARCHAR NOT NULL, -- '' is the total
    period VARCHAR NOT NULL, first_month INTEGER NOT NULL, last_month INTEGER NOT NULL, cumulative BOOLEAN NOT NULL, required BOOLEAN NOT NULL,
    state VARCHAR NOT NULL, -- declared, zero, missing, not_applicable, unreadable
    qualifier VARCHAR NOT NULL, value DECIMAL(18,4), upper DECIMAL(18,4),
    low DECIMAL(18,4), high DECIMAL(18,4), soft_low DECIMAL(18,4), soft_high DECIMAL(18,4), -- inclusive; NULL is unbounded
    words VARCHAR NOT NULL, readings VARCHAR[] NOT NULL, raw VARCHAR NOT NULL
);

-- What stands in the text boxes and notes of a form.
CREATE TABLE narrative (submission BIGINT NOT NULL, sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL, box VARCHAR NOT NULL, text VARCHAR NOT NULL);

CREATE TABLE finding (
    id VARCHAR NOT NULL, submission BIGINT NOT NULL, rule VARCHAR NOT NULL, severity VARCHAR NOT NULL, scope VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL, got VARCHAR NOT NULL, expected VARCHAR NOT NULL, sentence VARCHAR NOT NULL, advice VARCHAR NOT NULL
);
