-- What units reported before.

-- How many months back the period before begins: as long as the period itself where a year is cut into such, else whole years.
CREATE OR REPLACE MACRO period_step(months) AS CASE WHEN 12 % months = 0 THEN months ELSE (months + 11) // 12 * 12 END;

-- Forms of runs of months that count: a day's form has no history.
CREATE OR REPLACE VIEW run_form AS
    SELECT *, last_month - first_month + 1 AS months, period_step(months) AS step FROM submission WHERE state = 'accepted' AND period NOT LIKE '____-__-__';

-- The forms of the same unit and layout of the twelve periods before each form; ago counts the periods.
CREATE OR REPLACE MACRO forms_before(submissions) AS TABLE
    SELECT s.id AS submission, b.id AS before, (s.first_month - b.first_month) // s.step AS ago, s.map_day, b.map_day AS before_map_day, b.file_name AS before_file
    FROM run_form s JOIN run_form b ON b.reporter = s.reporter AND b.layout = s.layout AND b.months = s.months
        AND b.first_month < s.first_month AND b.first_month >= s.first_month - 12 * s.step AND (s.first_month - b.first_month) % s.step = 0
    WHERE s.id IN (SELECT unnest(submissions));

-- history_of holds every figure that forms give of their own unit for a period, with what the unit had in the twelve periods of that length
-- before: on the map of the form, so what became the unit is added up, and a period counts where all of its parts are there.
-- Robust measures only: these counts are skewed. latest is the last one known, last_year that of the same period a year before.
CREATE OR REPLACE MACRO history_of(submissions) AS TABLE
    WITH asked AS (
        SELECT reporter, first_month, last_month, any_value(months) AS months, any_value(step) AS step, max(map_day) AS map_day
        FROM run_form WHERE id IN (SELECT unnest(submissions)) GROUP BY reporter, first_month, last_month
    ), became AS ( -- whoever became the unit, and the months in which they were there
        SELECT a.*, l.unit AS part, u.first_month AS there_from, u.last_month AS there_until
        FROM asked a JOIN lineage l ON l.became = a.reporter AND a.map_day BETWEEN l.valid_from AND l.valid_to JOIN map_unit u ON u.id = l.unit
    ), earlier AS (
        SELECT b.reporter, b.first_month, b.last_month, b.step, b.part, f.id, f.layout, (b.first_month - f.first_month) // b.step AS ago
        FROM became b JOIN run_form f ON f.reporter = b.part AND f.months = b.months
            AND f.first_month < b.first_month AND f.first_month >= b.first_month - 12 * b.step AND (b.first_month - f.first_month) % b.step = 0
        WHERE NOT EXISTS (FROM redrawn r WHERE r.unit = b.reporter AND r.month > f.first_month AND r.month <= b.last_month) -- it was another territory
    ), owed AS (
        SELECT reporter, first_month, last_month, ago, count(*) AS parts
        FROM became, range(1, 13) AS periods(ago) WHERE there_from <= last_month - ago * step AND there_until >= first_month - ago * step
        GROUP BY reporter, first_month, last_month, ago
    ), told AS ( -- of two forms that give one figure, one
        SELECT e.reporter, e.first_month, e.last_month, e.step, e.ago, e.part, o.indicator, o.breakdown, arg_min(o.value, e.layout) AS value
        FROM earlier e JOIN observation o ON o.submission = e.id AND o.unit = e.part
        WHERE NOT o.cumulative AND o.state IN ('declared', 'zero')
        GROUP BY ALL
    ), restated AS (
        SELECT t.reporter, t.first_month, t.last_month, t.step, t.ago, t.indicator, t.breakdown,
            coalesce(any_value(t.value) FILTER (t.part = t.reporter), CASE WHEN count(*) = any_value(o.parts) AND (count(*) = 1 OR any_value(i.adds_units)) THEN sum(t.value) END) AS value
        FROM told t JOIN owed o ON o.reporter = t.reporter AND o.first_month = t.first_month AND o.last_month = t.last_month AND o.ago = t.ago JOIN indicator i ON i.id = t.indicator
        GROUP BY ALL
    ), measured AS (
        SELECT reporter, first_month, last_month, indicator, breakdown, count(value) AS periods, median(value) AS middle, mad(value) AS deviation, min(value) AS least, max(value) AS greatest,
            min(value) FILTER (value > 0) AS least_above_zero, arg_min(value, ago) AS latest, any_value(value) FILTER (ago * step = greatest(12, step)) AS last_year
        FROM restated GROUP BY reporter, first_month, last_month, indicator, breakdown
    )
    SELECT c.submission, c.sheet, c.cell, c.unit, c.indicator, c.breakdown, c.state, c.value, c.upper, c.figure, m.* EXCLUDE (reporter, first_month, last_month, indicator, breakdown)
    FROM accepted_cell c JOIN measured m ON m.reporter = c.reporter AND m.first_month = c.first_month AND m.last_month = c.last_month AND m.indicator = c.indicator AND m.breakdown = c.breakdown
    WHERE c.submission IN (SELECT unnest(submissions)) AND c.unit = c.reporter AND NOT c.cumulative AND c.state IN ('declared', 'zero');
