-- What people and the program decide: waivers, closings, editions and what changed in them, and the journal of it all.

CREATE TABLE finding_before AS FROM finding;
DROP TABLE finding;
CREATE TABLE finding (
    id VARCHAR NOT NULL, submission BIGINT NOT NULL, rule VARCHAR NOT NULL, severity VARCHAR NOT NULL, scope VARCHAR NOT NULL,
    sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL, got VARCHAR NOT NULL, expected VARCHAR NOT NULL, sentence VARCHAR NOT NULL, advice VARCHAR NOT NULL,
    axis VARCHAR NOT NULL, -- of a total: units, time or breakdown; '' of anything else
    causes STRUCT(code VARCHAR, sentence VARCHAR)[] NOT NULL -- the likeliest first
);
INSERT INTO finding SELECT *, '', [] FROM finding_before;
DROP TABLE finding_before;

-- A finding that is accepted on an explanation, with the figures that it was accepted with. Rows are never deleted.
CREATE TABLE waiver (
    id BIGINT NOT NULL, finding VARCHAR NOT NULL, rule VARCHAR NOT NULL, layout VARCHAR NOT NULL, reporter VARCHAR NOT NULL, period VARCHAR NOT NULL,
    submission BIGINT NOT NULL, sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL, -- where the finding stood then
    got VARCHAR NOT NULL, expected VARCHAR NOT NULL, who VARCHAR NOT NULL, unit VARCHAR NOT NULL, -- the unit that they act for; '' is the department
    reason VARCHAR NOT NULL, made TIMESTAMP NOT NULL, until DATE NOT NULL, -- inclusive; 9999-12-31 is as long as the figures stand
    withdrawn BOOLEAN NOT NULL, withdrawn_by VARCHAR NOT NULL, withdrawn_reason VARCHAR NOT NULL, withdrawn_at TIMESTAMP
);

-- What an edition says otherwise than the one before it; of a quarantined form, than the one that it would replace.
CREATE TABLE edition_difference (
    submission BIGINT NOT NULL, ordinal INTEGER NOT NULL, sheet VARCHAR NOT NULL, cell VARCHAR NOT NULL, line VARCHAR NOT NULL,
    before VARCHAR NOT NULL, after VARCHAR NOT NULL -- texts, or figures as sentences tell them; '' is nothing at all
);

-- A period that is closed: forms of it, and of times within it, are quarantined.
CREATE TABLE closed_period (period VARCHAR PRIMARY KEY, who VARCHAR NOT NULL, made TIMESTAMP NOT NULL);

-- A unit's word that it has nothing to report.
CREATE TABLE nothing_to_report (layout VARCHAR NOT NULL, reporter VARCHAR NOT NULL, period VARCHAR NOT NULL, who VARCHAR NOT NULL, made TIMESTAMP NOT NULL, PRIMARY KEY (layout, reporter, period));

-- Who did what when (pipeline.JournalEntry). Rows are only added; hash is that of the row with the hash of the one before. meta has
-- the last one too (journal), and the last submission that is older than the journal (before_journal).
INSERT INTO meta SELECT 'before_journal', coalesce(max(id), 0)::VARCHAR FROM submission;
CREATE TABLE journal (
    seq BIGINT PRIMARY KEY, made TIMESTAMP NOT NULL, who VARCHAR NOT NULL, action VARCHAR NOT NULL, subject VARCHAR NOT NULL,
    detail VARCHAR NOT NULL, -- JSON, keys in order
    previous VARCHAR NOT NULL, hash VARCHAR NOT NULL
);

-- The communes that accepted forms name, each as it is spelt most often there (query/name_communes.sql): counting them anew for every
-- query takes longer with every year.
CREATE TABLE named_commune (unit VARCHAR NOT NULL, name VARCHAR NOT NULL, district VARCHAR NOT NULL);
INSERT INTO named_commune
SELECT c.unit, c.name, c.district FROM commune c JOIN submission s ON s.id = c.submission AND s.state = 'accepted' GROUP BY c.unit, c.name, c.district
QUALIFY row_number() OVER (PARTITION BY c.unit ORDER BY count(*) DESC, c.name, c.district) = 1;

-- The breakdowns that observations are of.
CREATE TABLE known_breakdown (breakdown VARCHAR PRIMARY KEY);
INSERT INTO known_breakdown SELECT DISTINCT breakdown FROM observation WHERE breakdown <> '';
