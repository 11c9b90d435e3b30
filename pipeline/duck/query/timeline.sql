-- What is known of a unit over time: a row for each figure of $keys (indicator@breakdown) in each of $periods, which go up to $days and are wanted on the maps of
-- $maps. kind is declared (its own, or of what became it), total (what its provinces add up to), nothing (it has said that it has nothing
-- to report; name is the form), commune (one with figures of its own, or the unit).
WITH asked AS (
    SELECT unnest($periods::VARCHAR[]) AS period, unnest($days::DATE[]) AS day, unnest($maps::DATE[]) AS map
), found AS MATERIALIZED (
    FROM figures_of($indicators::VARCHAR[], (SELECT list(wanted(period, day, map)) FROM asked), NULL, DATE '9999-12-31',
        units := $units::VARCHAR[], communes_of := $province, months := $months::INTEGER[])
    WHERE list_contains($keys::VARCHAR[], CASE WHEN breakdown = '' THEN indicator ELSE indicator || '@' || breakdown END)
), part AS (
    SELECT a.period, a.map, p.part AS unit, count(*) OVER (PARTITION BY a.period) AS parts FROM asked a JOIN part_of p ON p.whole = $unit AND a.map BETWEEN p.valid_from AND p.valid_to
)
SELECT 'declared' AS kind, unit, '' AS name, period, lacks, exact, figure FROM found WHERE unit = $unit
UNION ALL
SELECT 'total', $unit, '', f.period, list_distinct(flatten(list(f.lacks))), bool_and(f.exact),
    figure_of($unit, f.indicator, f.period, f.breakdown, sum_state(f.state, f.qualifier, f.value), sum_qualifier(f.qualifier, f.value), sum(f.value), sum(coalesce(f.upper, f.value)),
        sum_words(f.qualifier, f.value, f.low, f.high, f.words), 'sum', any_value(p.parts) - count(*) FILTER (f.missing = 0), superior := bool_or(f.from_superior))
FROM found f JOIN part p ON p.period = f.period AND p.map = f.map AND p.unit = f.unit JOIN indicator i ON i.id = f.indicator AND i.adds_units
GROUP BY f.period, f.indicator, f.breakdown
UNION ALL
SELECT 'nothing', reporter, layout, period, [], true, NULL FROM nothing_to_report WHERE reporter = $unit AND list_contains($periods::VARCHAR[], period)
UNION ALL
SELECT 'commune', u.id, u.name, '', [], true, NULL
FROM (
    SELECT DISTINCT unit FROM accepted_cell
    WHERE contains(unit, '/') AND period NOT LIKE '____-__-__' AND (unit = $unit OR list_contains($reporters::VARCHAR[], split_part(unit, '/', 1))) AND list_contains($indicators::VARCHAR[], indicator) AND list_contains($months::INTEGER[], last_month)
) c JOIN unit u ON u.id = c.unit
ORDER BY kind, period, name COLLATE vi, unit
