-- The views and macros that rules and reports are written in. They are replaced when this file changes.

-- figure_of makes the one value that a report prints: a number with the key that leads back to its cell.
CREATE OR REPLACE MACRO figure_of(unit, indicator, period, breakdown, state, qualifier, value, upper, words, source, missing) AS
    struct_pack(unit := unit, indicator := indicator, period := period, breakdown := breakdown, state := state, qualifier := qualifier,
        value := value::DECIMAL(18,4), upper := upper::DECIMAL(18,4), words := words, source := source, missing := missing::BIGINT);

-- Every cell of every form, with its figure.
CREATE OR REPLACE VIEW form_cell AS
SELECT o.*, s.reporter, s.layout, s.file_name, s.map_day, s.state AS submission_state,
    s.period AS form_period, s.first_month AS form_first_month, s.last_month AS form_last_month,
    figure_of(o.unit, o.indicator, o.period, o.breakdown, o.state, o.qualifier, o.value, o.upper, o.words,
        CASE WHEN s.reporter = o.unit THEN 'own' ELSE 'superior' END, 0) AS figure
FROM observation o JOIN submission s ON s.id = o.submission;

CREATE OR REPLACE VIEW accepted_cell AS SELECT * FROM form_cell WHERE submission_state = 'accepted';

-- Who is believed: a unit's own accepted figure, else its superior's row about it; never both. What comes later counts no more.
CREATE OR REPLACE MACRO believed_among(periods, indicators) AS TABLE
    SELECT * FROM accepted_cell
    WHERE period IN (SELECT unnest(periods)) AND indicator IN (SELECT unnest(indicators)) AND state IN ('declared', 'zero', 'not_applicable')
    QUALIFY row_number() OVER (PARTITION BY unit, indicator, period, breakdown
        ORDER BY reporter <> unit, reporter = 'viet-nam', cumulative, reporter, form_first_month, form_period, layout, sheet, cell) = 1;

CREATE OR REPLACE MACRO believed_cell(periods) AS TABLE SELECT * FROM believed_among(periods, (SELECT list(id) FROM indicator));

-- What a sum is, of its parts' states, qualifiers, values and words: as certain as its least certain part.
CREATE OR REPLACE MACRO sum_qualifier(part_qualifier, part_value) AS
    CASE count(DISTINCT part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact')
        WHEN 0 THEN 'exact' WHEN 1 THEN max(part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact') ELSE 'about' END;

CREATE OR REPLACE MACRO sum_state(part_state, part_qualifier, part_value) AS
    CASE WHEN count(part_value) = 0 THEN CASE WHEN count(*) = count(part_state) THEN 'not_applicable' ELSE 'missing' END
        WHEN sum(part_value) = 0 AND sum_qualifier(part_qualifier, part_value) = 'exact' THEN 'zero' ELSE 'declared' END;

-- Of several words for one qualifier, those that take in the number itself claim least.
CREATE OR REPLACE MACRO sum_words(part_qualifier, part_value, part_low, part_high, part_words) AS
    CASE WHEN count(DISTINCT part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact') = 1
        THEN coalesce(max(part_words) FILTER (part_qualifier <> 'exact' AND part_value IN (part_low, part_high)), max(part_words) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact'))
        ELSE '' END;

-- What a whole is made of, on any day: a region of its provinces, the nation of all.
CREATE OR REPLACE VIEW part_of AS
    SELECT region AS whole, province AS part, valid_from, valid_to FROM member
    UNION ALL
    SELECT 'viet-nam', id, valid_from, valid_to FROM unit WHERE kind = 'province';

-- total_balance holds every declared total of the submissions against the sum of its parts (VTL check_hierarchy).
-- Bounds add; a part that is missing may be anything from 0 up. A total without any part there is not in it.
CREATE OR REPLACE MACRO total_balance(submissions) AS TABLE
    WITH whole AS (
        SELECT c.* FROM accepted_cell c JOIN indicator i ON i.id = c.indicator AND i.adds_units
        WHERE c.submission IN (SELECT unnest(submissions)) AND c.unit = c.reporter AND c.state IN ('declared', 'zero')
            AND c.unit IN (SELECT whole FROM part_of)
    ), part AS (
        SELECT w.submission, w.sheet, w.cell, u.id, u.name, u.position, b.state, b.qualifier, b.value, b.upper, b.low, b.high, b.soft_low, b.soft_high, b.words
        FROM whole w
        JOIN part_of p ON p.whole = w.unit AND w.map_day BETWEEN p.valid_from AND p.valid_to
        JOIN unit u ON u.id = p.part
        LEFT JOIN believed_among((SELECT list(DISTINCT period) FROM whole), (SELECT list(DISTINCT indicator) FROM whole)) b
            ON b.unit = p.part AND b.indicator = w.indicator AND b.period = w.period AND b.breakdown = w.breakdown
    ), added AS (
        SELECT submission, sheet, cell,
            count(state) AS parts,
            coalesce(sum(value), 0) AS sum_value,
            sum(coalesce(upper, value)) AS sum_upper,
            CASE WHEN count(value) > 0 THEN sum_state(state, qualifier, value) ELSE 'not_applicable' END AS sum_state,
            sum_qualifier(qualifier, value) AS sum_qualifier,
            sum_words(qualifier, value, low, high, words) AS sum_words,
            coalesce(sum(low), 0) AS sum_low,
            coalesce(sum(soft_low), 0) AS sum_soft_low,
            CASE WHEN count(*) FILTER (state IS NULL OR (high IS NULL AND state <> 'not_applicable')) = 0 THEN coalesce(sum(high), 0) END AS sum_high,
            CASE WHEN count(*) FILTER (state IS NULL OR (soft_high IS NULL AND state <> 'not_applicable')) = 0 THEN coalesce(sum(soft_high), 0) END AS sum_soft_high,
            coalesce(list(name ORDER BY position) FILTER (state IS NULL), []) AS missing
        FROM part GROUP BY ALL
    )
    SELECT w.*, a.* EXCLUDE (submission, sheet, cell), u.name AS unit_name, i.name AS indicator_name,
        figure_of(w.unit, w.indicator, w.period, w.breakdown, sum_state, sum_qualifier, sum_value, sum_upper, sum_words, 'sum', len(missing)) AS sum_figure,
        w.value - a.sum_value AS imbalance, w.upper - a.sum_value AS upper_imbalance,
        greatest(w.low - a.sum_high, a.sum_low - w.high) AS gap, -- how far the two intervals lie apart
        (w.high IS NULL OR a.sum_low <= w.high) AND (a.sum_high IS NULL OR w.low IS NULL OR w.low <= a.sum_high) AS possible,
        (w.soft_high IS NULL OR a.sum_soft_low <= w.soft_high) AND (a.sum_soft_high IS NULL OR w.soft_low IS NULL OR w.soft_low <= a.sum_soft_high) AS plausible
    FROM whole w JOIN added a USING (submission, sheet, cell) JOIN unit u ON u.id = w.unit JOIN indicator i ON i.id = w.indicator
    WHERE a.parts > 0;

-- report_line is what the tables by province are made of: a line for each province of the unit on the map, a subtotal for each region,
-- the total, and the total as the unit itself declares it; a row for each figure of a line. Grouped by the regions of the scheme ('' for none).
CREATE OR REPLACE MACRO report_line(whole_unit, wanted_period, map, scheme_of_groups) AS TABLE
    WITH line AS (
        SELECT u.id AS unit, u.name, u.position, coalesce(r.id, '') AS region, coalesce(r.name, '') AS region_name, coalesce(r.position, 0) AS region_position
        FROM part_of p JOIN unit u ON u.id = p.part
        LEFT JOIN member m ON m.scheme = scheme_of_groups AND m.province = u.id AND map BETWEEN m.valid_from AND m.valid_to
        LEFT JOIN unit r ON r.id = m.region
        WHERE p.whole = whole_unit AND map BETWEEN p.valid_from AND p.valid_to
    ), cell AS (
        SELECT * FROM believed_cell([wanted_period])
    ), kept AS (
        SELECT DISTINCT indicator, breakdown FROM cell
    ), part AS (
        SELECT l.*, k.indicator, k.breakdown, c.state, c.qualifier, c.value, c.upper, c.low, c.high, c.words, c.figure, c.reporter
        FROM line l LEFT JOIN kept k ON true LEFT JOIN cell c ON c.unit = l.unit AND c.indicator = k.indicator AND c.breakdown = k.breakdown
    ), added AS (
        SELECT region, any_value(region_name) AS region_name, any_value(region_position) AS region_position, indicator, breakdown, grouping(region) AS whole_country,
            sum(value) AS value, sum(coalesce(upper, value)) AS upper, count(*) FILTER (state IS NULL) AS missing,
            sum_state(state, qualifier, value) AS state, sum_qualifier(qualifier, value) AS qualifier, sum_words(qualifier, value, low, high, words) AS words
        FROM part JOIN indicator i ON i.id = part.indicator AND i.adds_units
        GROUP BY GROUPING SETS ((region, indicator, breakdown), (indicator, breakdown))
    )
    SELECT DISTINCT 'section' AS kind, region_position, region, region_name, 0 AS step, 0 AS position, region AS unit, region_name AS name, '' AS indicator, '' AS breakdown,
        NULL AS figure, false AS from_superior, 0 AS missing
    FROM line WHERE region <> ''
    UNION ALL
    SELECT 'part', region_position, region, region_name, 1, position, unit, name, coalesce(indicator, ''), coalesce(breakdown, ''), figure, reporter IS NOT NULL AND reporter <> unit, 0
    FROM part
    UNION ALL
    SELECT CASE WHEN whole_country = 1 THEN 'total' ELSE 'subtotal' END, CASE WHEN whole_country = 1 THEN 1000000 ELSE region_position END,
        coalesce(region, ''), region_name, 2, 0, CASE WHEN whole_country = 1 THEN whole_unit ELSE region END, region_name, indicator, breakdown,
        figure_of(CASE WHEN whole_country = 1 THEN whole_unit ELSE region END, indicator, wanted_period, breakdown,
            state, CASE WHEN value IS NULL THEN '' ELSE qualifier END, value, upper, words, 'sum', missing),
        false, missing
    FROM added WHERE whole_country = 1 OR region <> ''
    UNION ALL
    SELECT 'declared', 1000001, '', '', 3, 0, unit, '', indicator, breakdown, figure, false, 0
    FROM cell WHERE unit = whole_unit AND reporter = whole_unit;

-- The row of a cell such as D13, for sorting.
CREATE OR REPLACE MACRO cell_row(cell) AS coalesce(try_cast(regexp_extract(cell, '[0-9]+') AS INTEGER), 0);

-- Findings on the forms that count, and on those that went back and have not been replaced: by another form of the unit, or
-- because the very same bytes were read again under another catalogue.
CREATE OR REPLACE VIEW open_finding AS
    SELECT f.*, cell_row(f.cell) AS row, s.file_name, s.layout, s.reporter, coalesce(u.name, '') AS reporter_name, coalesce(u.position, 0) AS reporter_position, s.period, s.first_month, s.last_month, s.state AS submission_state,
        CASE f.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END AS weight
    FROM finding f JOIN submission s ON s.id = f.submission LEFT JOIN unit u ON u.id = s.reporter
    WHERE s.state IN ('accepted', 'returned', 'rejected')
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state <> 'accepted' AND s.layout <> ''
            AND later.layout = s.layout AND later.reporter = s.reporter AND later.period = s.period AND later.state IN ('accepted', 'returned'))
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state <> 'accepted' AND later.sha256 = s.sha256)
        -- A rejected file has no form; the next file of its name that is recognised stands for it.
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state = 'rejected' AND later.file_name = s.file_name AND later.state <> 'rejected');

-- The words for a breakdown.
CREATE OR REPLACE VIEW breakdown_name AS
    SELECT b.breakdown, string_agg(p.name, ', ' ORDER BY p.position) AS name
    FROM (SELECT breakdown, unnest(string_split(breakdown, ';')) AS pair FROM (SELECT DISTINCT breakdown FROM observation WHERE breakdown <> '')) b
    JOIN breakdown_pair p ON p.pair = b.pair GROUP BY b.breakdown;

-- summary_line holds, for each indicator of the unit, what it declares itself against what its parts add up to.
CREATE OR REPLACE MACRO summary_line(whole_unit, wanted_period, map) AS TABLE
    SELECT i.position, l.indicator, l.breakdown, i.name AS indicator_name, coalesce(b.name, '') AS breakdown_name, i.unit_of_measure,
        any_value(l.figure) FILTER (l.kind = 'declared') AS declared, any_value(l.figure) FILTER (l.kind = 'total') AS added, max(l.missing) AS missing
    FROM report_line(whole_unit, wanted_period, map, '') l JOIN indicator i ON i.id = l.indicator LEFT JOIN breakdown_name b ON b.breakdown = l.breakdown
    WHERE l.kind IN ('declared', 'total')
    GROUP BY ALL;

-- finding_on lists the open findings that concern a unit and its parts in a period.
CREATE OR REPLACE MACRO finding_on(whole_unit, wanted_period, map) AS TABLE
    SELECT f.* FROM open_finding f
    WHERE f.period = wanted_period AND (f.reporter = whole_unit OR f.reporter IN (SELECT part FROM part_of WHERE whole = whole_unit AND map BETWEEN valid_from AND valid_to));

-- not_sent lists the units below that have no accepted form of their own in the period.
CREATE OR REPLACE MACRO not_sent(whole_unit, wanted_period, map) AS TABLE
    SELECT u.id, u.name, u.position FROM part_of p JOIN unit u ON u.id = p.part
    WHERE p.whole = whole_unit AND map BETWEEN p.valid_from AND p.valid_to
        AND NOT EXISTS (FROM submission s WHERE s.reporter = u.id AND s.period = wanted_period AND s.state = 'accepted');
