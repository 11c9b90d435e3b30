-- The totals that are to be explained (part 0) and their parts, a row each, with the form of the total. Parts are those of total_part; of
-- the axis rows, the form's own rows about them. The period before lies shift months back and is cut months shorter: before a run
-- of months come as many, before the year to a month the year to the month before.
CREATE OR REPLACE TEMP TABLE explain_term AS
WITH asked AS (
    SELECT unnest($findings) AS finding, unnest($submissions) AS submission, unnest($sheets) AS sheet, unnest($cells) AS cell, unnest($axes) AS axis
), whole AS (
    SELECT a.finding, a.axis, s.reporter, s.layout, s.period AS form_period, o.*, i.decimal, o.period LIKE '____-__-__' AS day,
        CASE WHEN o.cumulative THEN 0 ELSE o.last_month - o.first_month + 1 END AS shift, CASE WHEN o.cumulative THEN 1 ELSE 0 END AS cut
    FROM asked a JOIN observation o ON o.submission = a.submission AND o.sheet = a.sheet AND o.cell = a.cell
    JOIN submission s ON s.id = o.submission JOIN indicator i ON i.id = o.indicator
    WHERE NOT (a.axis = 'time' AND i.distinct_time) -- its parts do not add up
)
SELECT finding, 0 AS part, 0 AS position, '' AS name, unit, indicator, breakdown, period, first_month, last_month, day, cumulative, shift, cut, submission, reporter, layout, form_period, decimal,
    '' AS own_cell, state, qualifier, value, upper, words, soft_low, soft_high
FROM whole
UNION ALL
SELECT w.finding, 1 + p.rowid, p.position, p.name, p.unit, w.indicator, p.breakdown, w.period, coalesce(run_first(p.run)::INTEGER, w.first_month), coalesce(run_last(p.run)::INTEGER, w.last_month),
    w.day, w.cumulative, w.shift, w.cut, w.submission, w.reporter, w.layout, w.form_period, w.decimal, '', p.state, p.qualifier, p.value, p.upper, p.words, p.soft_low, p.soft_high
FROM whole w JOIN total_part p ON p.submission = w.submission AND p.sheet = w.sheet AND p.cell = w.cell AND p.axis = w.axis
UNION ALL
SELECT w.finding, 1 + p.rowid, p.position, p.name, p.unit, w.indicator, p.breakdown, w.period, w.first_month, w.last_month,
    w.day, w.cumulative, w.shift, w.cut, w.submission, w.reporter, w.layout, w.form_period, w.decimal, o.cell, o.state, o.qualifier, o.value, o.upper, o.words, o.soft_low, o.soft_high
FROM whole w JOIN total_part p ON p.submission = w.submission AND p.sheet = w.sheet AND p.cell = w.cell AND p.axis = 'units'
JOIN observation o ON o.submission = w.submission AND o.unit = p.unit AND o.indicator = w.indicator AND o.breakdown = w.breakdown AND o.period = w.period AND o.cumulative = w.cumulative
WHERE w.axis = 'rows'
