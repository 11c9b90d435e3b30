-- Registers of models, and festival days.

-- What is written on several lines of a cell, on one.
CREATE OR REPLACE MACRO one_line(text) AS trim(regexp_replace(text, '[\s\p{Z}]+', ' ', 'g'));

-- A count as a figure; NULL is not known.
CREATE OR REPLACE MACRO count_of(unit, indicator, period, number) AS
    figure_of(unit, indicator, period, '', CASE WHEN number IS NULL THEN 'missing' WHEN number = 0 THEN 'zero' ELSE 'declared' END, CASE WHEN number IS NULL THEN '' ELSE 'exact' END, number, NULL, '', 'sum', 0);

-- What figures add up to, as a figure; NULL of one of them is missing.
CREATE OR REPLACE MACRO sum_of(part, unit, indicator, period) AS
    figure_of(unit, indicator, period, '', sum_state(nullif(part.state, 'missing'), part.qualifier, part.value), CASE WHEN count(part.value) = 0 THEN '' ELSE sum_qualifier(part.qualifier, part.value) END,
        sum(part.value), sum(coalesce(part.upper, part.value)), sum_words(part.qualifier, part.value, NULL::DECIMAL(18,4), NULL::DECIMAL(18,4), part.words), 'sum',
        count(*) - count(part.value), cells := coalesce(flatten(list(part.cells) FILTER (part.value IS NOT NULL)), []));

-- models_in holds every row of registers of models, of submissions (a table with a column submission): over all registers there ever were,
-- it takes a hundred times as long. A model is known again in another period by its folded name and its commune.
CREATE OR REPLACE MACRO models_in(submissions) AS TABLE
    SELECT r.submission, s.reporter, s.layout, s.file_name, s.state AS submission_state, s.period, s.first_month, s.last_month, s.map_day, r.sheet, r.cell, r.unit, one_line(r.name) AS name, r.folded,
        one_line(coalesce(any_value(f.text) FILTER (f.field = 'kind'), '')) AS kind, coalesce(any_value(f.meaning) FILTER (f.field = 'area'), '') AS area,
        coalesce(any_value(f.text) FILTER (f.field = 'founded'), '') AS founded,
        coalesce(any_value(f.meaning) FILTER (f.field = 'state'), '') AS state, any_value(f.cell) FILTER (f.field = 'state') AS state_cell,
        one_line(coalesce(any_value(f.text) FILTER (f.field = 'reason'), '')) AS reason, any_value(f.cell) FILTER (f.field = 'reason') AS reason_cell,
        any_value(f.value) FILTER (f.field = 'models.points') AS points, coalesce(any_value(f.meaning) FILTER (f.field = 'state'), '') <> 'dissolved' AS operating
    FROM record r SEMI JOIN query_table(submissions) USING (submission) JOIN submission s ON s.id = r.submission
    LEFT JOIN (FROM field SEMI JOIN query_table(submissions) USING (submission)) f ON f.submission = r.submission AND f.sheet = r.sheet AND f.record = r.cell
    WHERE r.register = 'models'
    GROUP BY ALL;

CREATE OR REPLACE VIEW every_submission AS SELECT id AS submission FROM submission;
CREATE OR REPLACE VIEW model AS FROM models_in('every_submission');

-- The accepted register that each accepted register follows: of the same reporter, up to the month before; the shortest of several.
CREATE OR REPLACE VIEW register_before AS
    SELECT s.id AS submission, arg_max(b.id, (b.first_month, b.layout)) AS before
    FROM submission s JOIN submission b ON b.reporter = s.reporter AND b.layout = s.layout AND b.last_month = s.first_month - 1
    WHERE s.state = 'accepted' AND b.state = 'accepted' AND s.id IN (SELECT submission FROM model) AND b.id IN (SELECT submission FROM model)
    GROUP BY s.id;

-- What follows from a register by itself: the models in operation at its end; and, where the register before is there, those at
-- its start, built since (and operating, or dissolved at once) and dissolved.
CREATE OR REPLACE VIEW register_count AS
    WITH matched AS (
        SELECT m.*, b.before, EXISTS (FROM model o WHERE o.submission = b.before AND o.operating AND o.folded = m.folded AND o.unit = m.unit) AS was_there
        FROM model m LEFT JOIN register_before b ON b.submission = m.submission
        WHERE m.submission_state = 'accepted' -- what was told as dissolved before is not dissolved again
            AND NOT (NOT m.operating AND EXISTS (FROM model o WHERE o.submission = b.before AND NOT o.operating AND o.folded = m.folded AND o.unit = m.unit))
    ), counted AS (
        SELECT submission, reporter, period, first_month, last_month, map_day, any_value(before) AS before,
            count(*) FILTER (operating) AS closing, count(*) FILTER (NOT operating) AS dissolved, count(*) FILTER (NOT was_there) AS built,
            CASE WHEN count(*) FILTER (operating AND points IS NULL) = 0 THEN sum(points) FILTER (operating) END AS points
        FROM matched GROUP BY ALL
    ), listed AS (
        SELECT *, 'models.closing' AS indicator, closing::DECIMAL(18,4) AS value FROM counted
        UNION ALL SELECT *, 'models.points', points FROM counted WHERE points IS NOT NULL
        UNION ALL SELECT *, 'models.built', built FROM counted WHERE before IS NOT NULL
        UNION ALL SELECT *, 'models.dissolved', dissolved FROM counted WHERE before IS NOT NULL
        UNION ALL SELECT *, 'models.opening', (SELECT count(*) FROM model o WHERE o.submission = before AND o.operating) FROM counted WHERE before IS NOT NULL
    )
    SELECT submission, reporter, period, map_day, indicator, value, count_of(reporter, indicator, period, value) AS figure
    FROM listed;

-- festivals_in holds the festival days of the movement of submissions (a table with a column submission), with their figures.
CREATE OR REPLACE MACRO festivals_in(submissions) AS TABLE
    SELECT r.submission, s.reporter, s.state AS submission_state, s.period AS form_period, r.period, strptime(r.period, '%Y-%m-%d')::DATE AS day, r.sheet, r.cell, r.unit, one_line(r.name) AS name,
        one_line(coalesce(any_value(f.text) FILTER (f.field = 'models'), '')) AS models,
        any_value(c.figure) FILTER (c.indicator = 'festival.participants') AS participants, any_value(c.figure) FILTER (c.indicator = 'festival.households') AS households,
        any_value(c.figure) FILTER (c.indicator = 'festival.pledged') AS pledged, any_value(c.figure) FILTER (c.indicator = 'festival.pledged_rate') AS pledged_rate
    FROM record r SEMI JOIN query_table(submissions) USING (submission) JOIN submission s ON s.id = r.submission
    LEFT JOIN (FROM field SEMI JOIN query_table(submissions) USING (submission)) f ON f.submission = r.submission AND f.sheet = r.sheet AND f.record = r.cell
    LEFT JOIN (FROM form_cell SEMI JOIN query_table(submissions) USING (submission)) c ON c.submission = r.submission AND c.unit = r.unit AND c.period = r.period
    WHERE r.register = 'festivals'
    GROUP BY ALL;
