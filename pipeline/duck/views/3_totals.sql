-- Declared totals against their parts.

-- total_parts holds what every declared total of the submissions is made of, along three axes: of units, of the parts of its time,
-- and of the values of a breakdown that part it whole. value is NULL where a part is missing. run is that of a part of time, NULL of others.
CREATE OR REPLACE MACRO total_parts(submissions) AS TABLE
    WITH own AS MATERIALIZED (
        FROM accepted_cell WHERE submission IN (SELECT unnest(submissions)) AND unit = reporter
    ), whole AS (
        SELECT c.*, i.adds_units, i.adds_time, i.distinct_time, i.nature, i.at_start,
            CASE WHEN c.period NOT LIKE '____-__-__' THEN make_run(c.first_month, c.last_month) END AS run,
            i.nature <> 'stock' AND run IS NOT NULL AND u.kind = 'province' AND u.first_month > c.first_month AS before_its_time, -- the unit was another one at first
            before_its_time AND i.adds_time AND i.adds_units AS crosses
        FROM own c JOIN indicator i ON i.id = c.indicator JOIN map_unit u ON u.id = c.unit
        WHERE c.state IN ('declared', 'zero')
    ), told_of_commune AS MATERIALIZED (
        SELECT DISTINCT reporter, period, unit, indicator, breakdown FROM accepted_cell
        WHERE starts_with(unit, reporter || '/') AND reporter IN (SELECT unit FROM whole) AND last_month IN (SELECT last_month FROM whole)
    ), unit_part AS (
        SELECT w.submission, w.sheet, w.cell, 'units' AS axis, u.id, u.name, u.position, w.period, w.map_day, w.indicator, w.breakdown, NULL::BIGINT AS run
        FROM whole w JOIN part_of p ON p.whole = w.unit AND w.map_day BETWEEN p.valid_from AND p.valid_to JOIN unit u ON u.id = p.part WHERE w.adds_units
        UNION ALL
        SELECT w.submission, w.sheet, w.cell, 'units', u.id, u.name, u.position, w.period, w.map_day, w.indicator, w.breakdown, NULL
        FROM whole w JOIN (SELECT DISTINCT reporter AS whole, period, unit AS part FROM told_of_commune) p ON p.whole = w.unit AND p.period = w.period JOIN unit u ON u.id = p.part
        WHERE w.adds_units AND (w.unit, w.period, w.indicator, w.breakdown) IN (SELECT reporter, period, indicator, breakdown FROM told_of_commune)
        UNION ALL
        -- A flow over a change of the map is that of the units that were there before and that of this one since.
        SELECT w.submission, w.sheet, w.cell, 'time', o.part, o.part_name || ' ' || period_name(o.part_run), run_first(o.part_run) * 1000 + o.part_position,
            period_of(o.part_run), last_day_of(period_of(o.part_run)), w.indicator, w.breakdown, o.part_run
        FROM whole w JOIN owed_part((SELECT list(DISTINCT wanted(period, map_day, map_day)) FROM whole WHERE crosses), NULL, DATE '9999-12-31') o
            ON o.unit = w.unit AND o.period = w.period AND o.map = w.map_day
        WHERE w.crosses
    ), resolved AS (
        FROM figures_of((SELECT list(DISTINCT indicator) FROM unit_part), (SELECT list(wanted(period, map_day, map_day)) FROM (SELECT DISTINCT period, map_day FROM unit_part)), NULL, DATE '9999-12-31',
            units := (SELECT list(DISTINCT id) FROM unit_part))
    ), known AS (
        SELECT w.submission, w.sheet, w.cell, w.unit, w.breakdown, w.run, w.nature, w.at_start, b.run AS part_run, b.state, b.qualifier, b.value, b.upper, b.low, b.high, b.soft_low, b.soft_high, b.words
        FROM whole w JOIN (
            SELECT *, make_run(first_month, last_month) AS run FROM accepted_cell
            WHERE indicator IN (SELECT indicator FROM whole) AND state IN ('declared', 'zero', 'not_applicable') AND period NOT LIKE '____-__-__'
                AND first_month >= (SELECT min(first_month) FROM whole) AND last_month IN (SELECT unnest(range(min(first_month), max(last_month) + 1)::INTEGER[]) FROM whole)
                AND unit IN (SELECT unit FROM whole) AND reporter = unit -- what a superior says of a unit is held against it where both are of one period
            QUALIFY row_number() OVER (PARTITION BY unit, indicator, breakdown, run ORDER BY belief_rank(unit, reporter, cumulative, form_first_month, form_period, layout, sheet, cell)) = 1
        ) b ON b.unit = w.unit AND b.indicator = w.indicator AND b.breakdown = w.breakdown AND (b.submission, b.sheet, b.cell) <> (w.submission, w.sheet, w.cell)
            AND b.first_month >= w.first_month AND b.last_month <= w.last_month AND (b.run <> w.run OR w.cumulative)
        WHERE (w.adds_time OR w.distinct_time OR w.nature = 'stock') AND NOT w.before_its_time
            AND (w.nature = 'stock' OR NOT EXISTS (FROM redrawn r WHERE r.unit = w.unit AND r.month > w.first_month AND r.month <= w.last_month))
    ), patterned AS (
        SELECT submission, sheet, cell, unit, breakdown, run, list(DISTINCT part_run ORDER BY part_run) AS runs FROM known WHERE nature <> 'stock' GROUP BY ALL
    ), tile AS (
        SELECT submission, sheet, cell, unit, breakdown, unnest(cut) AS part_run -- below 0 of a gap
        FROM patterned JOIN (
            SELECT run, runs, CASE WHEN list_contains(runs, run) THEN [run] ELSE tiling(run, runs) END AS cut FROM (SELECT DISTINCT run, runs FROM patterned)
        ) USING (run, runs)
    ), last_part AS (
        SELECT * FROM known WHERE nature = 'stock' AND CASE WHEN at_start THEN run_first(part_run) = run_first(run) ELSE run_last(part_run) = run_last(run) END
        QUALIFY row_number() OVER (PARTITION BY submission, sheet, cell ORDER BY run_last(part_run) - run_first(part_run)) = 1
    ), slice AS (
        SELECT c.*, array_to_string(list_filter(string_split(c.breakdown, ';'), lambda x: x <> b.pair), ';') AS whole_breakdown
        FROM own c JOIN breakdown_pair b ON b.partition AND list_contains(string_split(c.breakdown, ';'), b.pair)
        WHERE c.breakdown <> ''
    )
    SELECT p.submission, p.sheet, p.cell, p.axis, p.id AS unit, p.breakdown, p.run, p.name, p.position, r.state, r.qualifier, r.value, r.upper, r.low, r.high, r.soft_low, r.soft_high, r.words
    FROM unit_part p LEFT JOIN (FROM resolved WHERE missing = 0) r
        ON r.unit = p.id AND r.period = p.period AND r.map = p.map_day AND r.indicator = p.indicator AND r.breakdown = p.breakdown
    UNION ALL
    SELECT t.submission, t.sheet, t.cell, 'time', t.unit, t.breakdown, abs(t.part_run), period_name(abs(t.part_run)), run_first(abs(t.part_run)), k.state, k.qualifier, k.value, k.upper, k.low, k.high, k.soft_low, k.soft_high, k.words
    FROM tile t LEFT JOIN known k ON k.submission = t.submission AND k.sheet = t.sheet AND k.cell = t.cell AND k.part_run = t.part_run
    UNION ALL
    SELECT submission, sheet, cell, 'time', unit, breakdown, part_run, period_name(part_run), 0, state, qualifier, value, upper, low, high, soft_low, soft_high, words FROM last_part
    UNION ALL
    SELECT w.submission, w.sheet, w.cell, 'breakdown', p.unit, p.breakdown, NULL, p.line, cell_row(p.cell), CASE WHEN p.state <> 'missing' THEN p.state END, p.qualifier, p.value, p.upper, p.low, p.high, p.soft_low, p.soft_high, p.words
    FROM slice p JOIN whole w ON p.submission = w.submission AND p.unit = w.unit AND p.indicator = w.indicator AND p.period = w.period AND p.cumulative = w.cumulative AND p.whole_breakdown = w.breakdown;
