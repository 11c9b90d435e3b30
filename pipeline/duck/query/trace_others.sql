-- Cells about the figures of trace_line that none of them is made of, and why: of the units that they are of or made of, in the period, or
-- of a stock at its end (or its start). An empty cell says nothing where the figure is known.
WITH part AS (
    SELECT o.part AS unit, any_value(l.line) AS line
    FROM owed_part([wanted($period, $day, $map), wanted($period, $day, $day)], $scope, $day) o
    LEFT JOIN (FROM trace_line WHERE kind = 'part') l ON l.unit = o.unit AND o.map = $map::DATE
    WHERE o.inside AND (l.line IS NOT NULL OR o.unit = $unit) GROUP BY o.part
    UNION
    SELECT $unit, (SELECT line FROM trace_line WHERE kind = 'declared') WHERE $unit NOT IN (SELECT unit FROM trace_line WHERE kind = 'part')
), chosen AS (
    SELECT c.cell_id, c.unit, c.first_month, c.last_month, c.figure.source AS source
    FROM (SELECT DISTINCT unnest(figure.cells) AS cell_id FROM trace_line) l JOIN form_cell c ON c.cell_id = l.cell_id
), asked AS (
    SELECT run_until($period, $day::DATE) AS run, nature = 'stock' AND NOT at_start AS stock, at_start FROM indicator WHERE id = $indicator
)
SELECT c.cell_id, min(p.line) AS line,
    CASE WHEN c.state = 'missing' THEN 'empty'
        WHEN c.figure.source = 'superior' AND EXISTS (FROM chosen k WHERE k.unit = c.unit AND k.source = 'own') THEN 'superior'
        WHEN NOT EXISTS (FROM chosen k WHERE k.unit = c.unit) THEN 'whole-told'
        WHEN NOT EXISTS (FROM chosen k WHERE k.unit = c.unit AND k.first_month = c.first_month AND k.last_month = c.last_month) THEN 'other-time'
        WHEN c.figure.source = 'superior' THEN 'other-superior'
        ELSE 'other-form' END AS why
FROM accepted_cell c JOIN part p ON p.unit = c.unit, asked a
WHERE c.indicator = $indicator AND c.breakdown = $breakdown AND c.cell_id NOT IN (SELECT cell_id FROM chosen) AND (c.state <> 'missing' OR c.unit NOT IN (SELECT unit FROM chosen))
    AND (c.period = $period OR CASE WHEN a.at_start THEN c.first_month = run_first(a.run) WHEN a.stock THEN c.last_month = run_last(a.run)
        ELSE c.first_month >= run_first(a.run) AND c.last_month <= run_last(a.run) END)
GROUP BY ALL
