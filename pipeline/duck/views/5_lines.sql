-- The lines of a report, and what they add up to. A macro that takes the name of a table reads what a query of a report has made, so that
-- nothing is computed twice.

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

-- place_of holds the lines of a report with their regions of a scheme ('' for none), and how many lines there are in each and in all.
CREATE OR REPLACE MACRO place_of(whole_unit, scope, wanted_period, day, map, scheme_of_groups) AS TABLE
    SELECT l.*, coalesce(r.id, '') AS region, coalesce(r.name, '') AS region_name, coalesce(r.position, 0) AS region_position,
        count(*) OVER (PARTITION BY r.id) AS region_places, count(*) OVER () AS all_places
    FROM line_of(whole_unit, scope, wanted_period, day, map) l
    LEFT JOIN member m ON m.scheme = scheme_of_groups AND m.province = l.unit AND map::DATE BETWEEN m.valid_from AND m.valid_to
    LEFT JOIN map_unit r ON r.id = m.region;

-- cells_of holds every figure of the lines (a table of place_of), of the unit and of the nation, in the periods and on the maps that are
-- wanted: of_map are those on the map of the lines, of_day those on the map of the period itself. In the period of the report a figure with a
-- waived finding (of a table of waived_on) is marked; sums are not, for each names the findings on its parts.
CREATE OR REPLACE MACRO cells_of(places, waived_findings, whole_unit, scope, wanted_list, wanted_period, day, map, indicators := NULL) AS TABLE
    SELECT f.* EXCLUDE (map, soft_low, soft_high, parts, times, reporter, cells, missing_parts, gaps) REPLACE (CASE WHEN f.period = wanted_period THEN marked(figure, keys) ELSE figure END AS figure), f.map = map::DATE AS of_map, f.map = day::DATE AS of_day
    FROM figures_of(indicators::VARCHAR[], wanted_list, scope, day,
            units := (SELECT list(unit) FROM (SELECT unit FROM query_table(places) UNION SELECT whole_unit UNION SELECT 'viet-nam')), communes_of := whole_unit, months := all_months(wanted_list)) f,
        (SELECT coalesce(flatten(list(keys)), []) AS keys FROM query_table(waived_findings));

-- sums_in adds up the figures of the lines (tables of place_of and cells_of), by period: of all lines, region '', and of each region.
CREATE OR REPLACE MACRO sums_in(places, cells, whole_unit) AS TABLE
    WITH part AS (
        SELECT p.region, p.region_name, p.region_position, p.region_places, p.all_places, c.period, c.indicator, c.breakdown, c.state, c.qualifier, c.value, c.upper, c.low, c.high, c.words, c.missing,
            c.exact AND p.exact AS exact, c.figure.cells AS made_of
        FROM query_table(cells) c JOIN query_table(places) p ON p.unit = c.unit JOIN indicator i ON i.id = c.indicator AND i.adds_units
        WHERE c.of_map
    ), added AS (
        SELECT period, indicator, breakdown, region, any_value(region_name) AS region_name, any_value(region_position) AS region_position, grouping(region) = 1 AS whole,
            CASE WHEN grouping(region) = 1 THEN any_value(all_places) ELSE any_value(region_places) END AS parts,
            sum(value) AS value, sum(coalesce(upper, value)) AS upper, parts - count(*) FILTER (missing = 0) AS missing, bool_and(exact) AS exact,
            CASE WHEN count(value) = 0 AND count(*) < parts THEN 'missing' ELSE sum_state(state, qualifier, value) END AS state,
            sum_qualifier(qualifier, value) AS qualifier, sum_words(qualifier, value, low, high, words) AS words, flatten(list(made_of)) AS made_of
        FROM part GROUP BY GROUPING SETS ((period, indicator, breakdown, region), (period, indicator, breakdown))
    )
    SELECT period, CASE WHEN whole THEN '' ELSE region END AS region, CASE WHEN whole THEN '' ELSE region_name END AS region_name, CASE WHEN whole THEN 1000000 ELSE region_position END AS region_position,
        indicator, breakdown, missing, exact,
        figure_of(CASE WHEN whole THEN whole_unit ELSE region END, indicator, period, breakdown, state, CASE WHEN value IS NULL THEN '' ELSE qualifier END, value, upper, words, 'sum', missing, cells := made_of) AS figure
    FROM added WHERE whole OR region <> '';

-- lines_in is what the tables of a report are made of: the lines (of tables of place_of, cells_of and sums_in), a subtotal for each region,
-- the total, the total as the unit itself declares it, and what the nation has; a row for each figure of a line in the period.
CREATE OR REPLACE MACRO lines_in(places, cells, sums, whole_unit, wanted_period) AS TABLE
    WITH part AS (
        SELECT p.*, k.indicator, k.breakdown, c.figure, c.from_superior, c.missing, c.how, c.lacks
        FROM query_table(places) p
        LEFT JOIN (SELECT DISTINCT indicator, breakdown FROM query_table(cells) JOIN query_table(places) USING (unit) WHERE period = wanted_period) k ON true
        LEFT JOIN query_table(cells) c ON c.unit = p.unit AND c.of_map AND c.period = wanted_period AND c.indicator = k.indicator AND c.breakdown = k.breakdown
    )
    SELECT DISTINCT 'section' AS kind, region_position, region, region_name, 0 AS step, 0 AS position, region AS unit, region_name AS name, '' AS indicator, '' AS breakdown,
        NULL AS figure, false AS from_superior, 0 AS missing, '' AS how, []::VARCHAR[] AS inside, []::VARCHAR[] AS outside, true AS exact,
        []::VARCHAR[] AS lacks
    FROM query_table(places) WHERE region <> ''
    UNION ALL
    SELECT 'part', region_position, region, region_name, 1, position, unit, name, coalesce(indicator, ''), coalesce(breakdown, ''), figure, coalesce(from_superior, false),
        coalesce(missing, 0), coalesce(how, ''), inside, outside, exact, coalesce(lacks, [])
    FROM part
    UNION ALL
    SELECT CASE WHEN region = '' THEN 'total' ELSE 'subtotal' END, region_position, region, region_name, 2, 0, figure.unit, region_name, indicator, breakdown, figure, false, missing, '', [], [], true, []
    FROM query_table(sums) WHERE period = wanted_period
    UNION ALL
    SELECT CASE WHEN c.unit = whole_unit THEN 'declared' ELSE 'nation' END, 1000001, '', '', 3, 0, unit, '', indicator, breakdown, figure, from_superior, missing, how, [], [], exact, lacks
    FROM query_table(cells) c WHERE c.unit IN (whole_unit, 'viet-nam') AND c.of_day AND c.period = wanted_period;

-- lines_across holds a row for each line (a table of lines_in), with its figures by indicator, or by indicator and breakdown with a space
-- between. One aggregate for all columns of all tables: one for each takes many times as long.
CREATE OR REPLACE MACRO lines_across(lines) AS TABLE
    SELECT kind, region_position, region_name, step, position, unit, name, inside, outside, exact,
        map_from_entries(list(struct_pack(k := CASE WHEN breakdown = '' THEN indicator ELSE indicator || ' ' || breakdown END, v := figure)) FILTER (figure IS NOT NULL)) AS figures
    FROM query_table(lines) WHERE kind <> 'nation' GROUP BY ALL;

-- report_line is all of that at once, for a report that compares with no other period.
CREATE OR REPLACE MACRO report_line(whole_unit, scope, wanted_period, day, map, scheme_of_groups) AS TABLE
    WITH report_place AS (FROM place_of(whole_unit, scope, wanted_period, day, map, scheme_of_groups)),
        report_waived AS (FROM waived_on(whole_unit, scope, wanted_period, day, map)),
        report_cell AS (FROM cells_of('report_place', 'report_waived', whole_unit, scope, [wanted(wanted_period, day, map), wanted(wanted_period, day, day)], wanted_period, day, map)),
        report_sum AS (FROM sums_in('report_place', 'report_cell', whole_unit))
    FROM lines_in('report_place', 'report_cell', 'report_sum', whole_unit, wanted_period);
