-- What reports are made of.

-- line_of holds the lines of a report: the units on the map that are made of units in scope, or, of a province on its own map, its
-- communes. inside and outside name what each is made of: in scope and not; both are empty of a unit that is itself and whole.
CREATE OR REPLACE MACRO line_of(whole_unit, scope, wanted_period, day, map) AS TABLE
    WITH made AS (
        SELECT unit, bool_and(exact) AS exact,
            coalesce(list(part_name ORDER BY part_position) FILTER (inside AND now), []) AS inside, coalesce(list(part_name ORDER BY part_position) FILTER (NOT inside AND now), []) AS outside,
            bool_or(inside AND now AND part = unit) AS itself,
            coalesce(list(DISTINCT part_name) FILTER (inside AND NOT now), []) AS before -- what it was earlier in the period
        FROM (SELECT *, EXISTS (FROM map_unit m WHERE m.id = part AND day::DATE BETWEEN m.valid_from AND m.valid_to) AS now
            FROM owed_part([wanted(wanted_period, day, map)], scope, day) WHERE kind = 'province')
        GROUP BY unit
    )
    SELECT m.unit, u.name, u.position, u.kind, exact,
        CASE WHEN NOT itself OR len(m.inside) > 1 OR len(outside) > 0 THEN m.inside WHEN before = [u.name] THEN [] ELSE list_sort(before) END AS inside, outside
    FROM made m JOIN unit u ON u.id = m.unit
    WHERE len(m.inside) > 0 AND (m.unit <> whole_unit OR len(m.inside) > 1 OR len(m.outside) > 0)
    UNION ALL
    SELECT u.id, u.name, row_number() OVER (ORDER BY u.name COLLATE vi), u.kind, true, [], [] FROM commune_of c JOIN unit u ON u.id = c.part
    WHERE c.whole = whole_unit AND c.period = wanted_period AND day::DATE = map::DATE;

-- report_line is what the tables of a report are made of: a line for each unit on the map, a subtotal for each region of the scheme
-- ('' for none), the total, the total as the unit itself declares it, and what the nation has; a row for each figure of a line. A figure
-- of a line, or declared, with a finding that is waived is marked; the sums above it are not, for each names its own findings.
CREATE OR REPLACE MACRO report_line(whole_unit, scope, wanted_period, day, map, scheme_of_groups) AS TABLE
    WITH line AS (
        SELECT l.*, coalesce(r.id, '') AS region, coalesce(r.name, '') AS region_name, coalesce(r.position, 0) AS region_position
        FROM line_of(whole_unit, scope, wanted_period, day, map) l
        LEFT JOIN member m ON m.scheme = scheme_of_groups AND m.province = l.unit AND map::DATE BETWEEN m.valid_from AND m.valid_to
        LEFT JOIN unit r ON r.id = m.region
    ), cell AS (
        SELECT * REPLACE (marked(figure, keys) AS figure) FROM figures([wanted(wanted_period, day, map), wanted(wanted_period, day, day)], scope, day),
            (SELECT flatten(list(keys)) AS keys FROM waived_on(whole_unit, scope, wanted_period, day, map))
    ), part AS (
        SELECT l.*, k.indicator, k.breakdown, c.state, c.qualifier, c.value, c.upper, c.low, c.high, c.words, c.figure, c.from_superior, c.missing, c.how, c.lacks
        FROM line l
        LEFT JOIN (SELECT DISTINCT indicator, breakdown FROM cell JOIN line USING (unit)) k ON true
        LEFT JOIN cell c ON c.unit = l.unit AND c.map = map::DATE AND c.indicator = k.indicator AND c.breakdown = k.breakdown
    ), added AS (
        SELECT region, any_value(region_name) AS region_name, any_value(region_position) AS region_position, indicator, breakdown, grouping(region) AS whole_country,
            sum(value) AS value, sum(coalesce(upper, value)) AS upper, count(*) FILTER (state IS NULL OR missing > 0) AS missing,
            sum_state(state, qualifier, value) AS state, sum_qualifier(qualifier, value) AS qualifier, sum_words(qualifier, value, low, high, words) AS words,
            coalesce(flatten(list(figure.cells) FILTER (figure IS NOT NULL)), []) AS cells
        FROM part JOIN indicator i ON i.id = part.indicator AND i.adds_units
        GROUP BY GROUPING SETS ((region, indicator, breakdown), (indicator, breakdown))
    )
    SELECT DISTINCT 'section' AS kind, region_position, region, region_name, 0 AS step, 0 AS position, region AS unit, region_name AS name, '' AS indicator, '' AS breakdown,
        NULL AS figure, false AS from_superior, 0 AS missing, '' AS how, []::VARCHAR[] AS inside, []::VARCHAR[] AS outside, true AS exact,
        []::VARCHAR[] AS lacks
    FROM line WHERE region <> ''
    UNION ALL
    SELECT 'part', region_position, region, region_name, 1, position, unit, name, coalesce(indicator, ''), coalesce(breakdown, ''), figure, coalesce(from_superior, false),
        coalesce(missing, 0), coalesce(how, ''), inside, outside, exact, coalesce(lacks, [])
    FROM part
    UNION ALL
    SELECT CASE WHEN whole_country = 1 THEN 'total' ELSE 'subtotal' END, CASE WHEN whole_country = 1 THEN 1000000 ELSE region_position END,
        coalesce(region, ''), region_name, 2, 0, CASE WHEN whole_country = 1 THEN whole_unit ELSE region END, region_name, indicator, breakdown,
        figure_of(CASE WHEN whole_country = 1 THEN whole_unit ELSE region END, indicator, wanted_period, breakdown,
            state, CASE WHEN value IS NULL THEN '' ELSE qualifier END, value, upper, words, 'sum', missing, cells := cells),
        false, missing, '', [], [], true, []
    FROM added WHERE whole_country = 1 OR region <> ''
    UNION ALL
    SELECT CASE WHEN c.unit = whole_unit THEN 'declared' ELSE 'nation' END, 1000001, '', '', 3, 0, unit, '', indicator, breakdown, figure, from_superior, missing, how, [], [], exact, lacks
    FROM cell c WHERE c.unit IN (whole_unit, 'viet-nam') AND c.map = day::DATE;

-- summary_of holds, for each indicator of the unit, what it declares itself against what its parts add up to; of the lines of report_line.
CREATE OR REPLACE MACRO summary_of(report_lines) AS TABLE
    SELECT i.position, l.indicator, l.breakdown, i.name AS indicator_name, breakdown_name(l.breakdown) AS breakdown_name, i.unit_of_measure,
        any_value(l.figure) FILTER (l.kind = 'declared') AS declared, any_value(l.figure) FILTER (l.kind = 'total') AS added, max(l.missing) AS missing
    FROM (SELECT unnest(report_lines) AS l) JOIN indicator i ON i.id = l.indicator
    WHERE l.kind IN ('declared', 'total')
    GROUP BY ALL;

-- What the lines of report_line have to be told of: lacking_in, of sums over what is there what is not; inexact_in, units that a change of
-- the map did not take over whole; superior_in, how many units are known by a superior's word only.
CREATE OR REPLACE MACRO lacking_in(report_lines) AS TABLE
    SELECT name, string_agg(DISTINCT lack, ', ' ORDER BY lack) AS names
    FROM (SELECT coalesce(nullif(l.name, ''), u.name) AS name, l.position, unnest(l.lacks) AS lack FROM (SELECT unnest(report_lines) AS l) LEFT JOIN unit u ON u.id = l.unit
        WHERE l.kind IN ('part', 'declared') AND l.figure.value IS NOT NULL)
    GROUP BY name ORDER BY min(position), name;

CREATE OR REPLACE MACRO inexact_in(report_lines) AS TABLE
    SELECT string_agg(DISTINCT coalesce(nullif(l.name, ''), u.name), ', ') AS names FROM (SELECT unnest(report_lines) AS l) LEFT JOIN unit u ON u.id = l.unit
    WHERE l.kind IN ('part', 'declared') AND NOT l.exact HAVING count(*) > 0;

CREATE OR REPLACE MACRO superior_in(report_lines) AS TABLE
    SELECT count(DISTINCT l.unit) AS units FROM (SELECT unnest(report_lines) AS l) WHERE l.kind = 'part' AND l.from_superior HAVING count(*) > 0;

-- Whose flows were added up over time, and whose were declared for the whole period: by name, or how many where there are many.
CREATE OR REPLACE MACRO few_names(told) AS
    CASE WHEN count(DISTINCT told) > 5 THEN count(DISTINCT told) || ' ' || word('count-units') ELSE string_agg(DISTINCT told, ', ' ORDER BY told) END;

CREATE OR REPLACE MACRO flow_of(report_lines) AS TABLE
    SELECT CASE WHEN l.kind = 'declared' THEN u.name ELSE l.name END AS teller, l.indicator, l.how, l.figure
    FROM (SELECT unnest(report_lines) AS l) LEFT JOIN unit u ON u.id = l.unit WHERE l.kind <> 'nation' AND l.how IN ('added', 'declared');

CREATE OR REPLACE MACRO added_in(report_lines) AS TABLE
    SELECT few_names(teller) AS names FROM flow_of(report_lines) WHERE how = 'added' HAVING count(*) > 0;

CREATE OR REPLACE MACRO declared_in(report_lines, wanted_period) AS TABLE
    SELECT few_names(teller) AS names FROM flow_of(report_lines) f JOIN indicator i ON i.id = f.indicator AND i.adds_time AND i.nature = 'flow'
    WHERE how = 'declared' AND figure.value IS NOT NULL AND run_first(run_of(wanted_period)) < run_last(run_of(wanted_period)) HAVING count(*) > 0;

-- made_of names the units whose figures are a unit's where it is their successor within the period, with the months of each.
CREATE OR REPLACE MACRO made_of(whole_unit, wanted_period, day) AS TABLE
    SELECT string_agg(part_name || ' (' || period_name(part_run) || ')', ', ' ORDER BY part_run, part_position) AS names
    FROM owed_part([wanted(wanted_period, day, day)], NULL, day) WHERE unit = whole_unit AND kind = 'province' AND part_run IS NOT NULL HAVING count(*) > 1;

-- not_sent lists the units in scope that have no accepted form with figures of their own in the period, or of times within it.
CREATE OR REPLACE MACRO not_sent(whole_unit, scope, wanted_period, day) AS TABLE
    SELECT u.id, u.name, u.position FROM unit u
    WHERE list_contains(scope, u.id) AND u.id <> whole_unit
        AND NOT EXISTS (FROM submission s WHERE s.reporter = u.id AND s.state = 'accepted' AND s.figures > 0 AND (s.period = wanted_period
            OR s.first_month >= run_first(run_until(wanted_period, day::DATE)) AND s.last_month <= run_last(run_until(wanted_period, day::DATE))));
