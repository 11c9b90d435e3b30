-- What may explain that totals do not agree with their parts: a row for the total (part 0) and for each part, then what else is known of
-- each. kind says what a row is: now (the figure itself), earlier (of a superseded edition, the latest first), before (of the period
-- before), year (of the same period a year before). file is '' of the form that the finding is on. A part of the form's own rows is a row; other parts are those of total_part.
WITH asked AS (
    SELECT unnest($findings) AS finding, unnest($submissions) AS submission, unnest($sheets) AS sheet, unnest($cells) AS cell, unnest($axes) AS axis
), whole AS (
    SELECT a.finding, a.axis, s.reporter, s.layout, s.period AS form_period, s.map_day, o.*, i.decimal,
        CASE WHEN o.period NOT LIKE '____-__-__' THEN make_run(o.first_month, o.last_month) END AS run, o.last_month - o.first_month + 1 AS months
    FROM asked a JOIN observation o ON o.submission = a.submission AND o.sheet = a.sheet AND o.cell = a.cell
    JOIN submission s ON s.id = o.submission JOIN indicator i ON i.id = o.indicator
    WHERE NOT (a.axis = 'time' AND i.distinct_time) -- its parts do not add up
), term AS (
    SELECT finding, 0 AS part, '' AS name, unit, indicator, breakdown, period, run, months, cumulative, state, qualifier, value, upper, words, soft_low, soft_high FROM whole
    UNION ALL
    SELECT w.finding, row_number() OVER (PARTITION BY w.finding ORDER BY p.position, p.name, p.unit, p.breakdown), p.name, p.unit, w.indicator, p.breakdown,
        coalesce(period_of(p.run), w.period), coalesce(p.run, w.run), w.months, w.cumulative AND p.run IS NULL, p.state, p.qualifier, p.value, p.upper, p.words, p.soft_low, p.soft_high
    FROM whole w JOIN total_part p ON p.submission = w.submission AND p.sheet = w.sheet AND p.cell = w.cell AND p.axis = w.axis
    UNION ALL
    SELECT w.finding, row_number() OVER (PARTITION BY w.finding ORDER BY cell_row(p.cell), p.cell), p.line, p.unit, p.indicator, p.breakdown,
        p.period, w.run, w.months, w.cumulative, p.state, p.qualifier, p.value, p.upper, p.words, p.soft_low, p.soft_high
    FROM whole w JOIN observation p ON p.submission = w.submission AND p.indicator = w.indicator AND p.breakdown = w.breakdown AND p.period = w.period AND p.cumulative = w.cumulative
    WHERE w.axis = 'rows' AND (EXISTS (FROM part_of x WHERE x.whole = w.unit AND x.part = p.unit AND w.map_day BETWEEN x.valid_from AND x.valid_to)
        OR EXISTS (FROM commune x WHERE x.submission = w.submission AND x.unit = p.unit))
), sought AS (
    SELECT *, unnest([{'kind': 'now', 'of_period': period}, {'kind': 'earlier', 'of_period': period},
        -- Before the year to a month comes the year to the month before; before a run of months as many.
        {'kind': 'before', 'of_period': period_of(CASE WHEN NOT cumulative THEN make_run(run_first(run) - months, run_last(run) - months) WHEN months > 1 THEN make_run(run_first(run), run_last(run) - 1) END)},
        {'kind': 'year', 'of_period': period_of(make_run(run_first(run) - 12, run_last(run) - 12))}], recursive := true)
    FROM term
), known AS (
    SELECT k.finding, k.part, k.kind, make_run(o.first_month, o.last_month) AS run, s.id,
        CASE WHEN s.reporter = w.reporter AND s.layout = w.layout AND s.period = w.form_period THEN '' ELSE s.file_name END AS file, o.cell, o.state, o.qualifier, o.value, o.upper, o.words, o.soft_low, o.soft_high
    FROM sought k JOIN observation o ON o.unit = k.unit AND o.indicator = k.indicator AND o.breakdown = k.breakdown AND o.period = k.of_period AND o.state IN ('declared', 'zero')
    JOIN submission s ON s.id = o.submission AND s.state = CASE k.kind WHEN 'earlier' THEN 'superseded' ELSE 'accepted' END
    JOIN whole w ON w.finding = k.finding
    WHERE k.part > 0 OR s.reporter = w.reporter AND s.layout = w.layout AND (k.kind <> 'earlier' OR s.period = w.form_period AND o.cumulative = w.cumulative) -- a total's are its own form's
    QUALIFY k.kind = 'earlier' OR row_number() OVER (PARTITION BY k.finding, k.part, k.kind
        ORDER BY s.reporter <> o.unit, s.reporter = 'viet-nam', o.cumulative, s.reporter, s.first_month, s.period, s.layout, o.sheet, o.cell) = 1
), told AS (
    SELECT t.finding, t.part, 'now' AS kind, t.name, coalesce(t.state, 'missing') AS state, coalesce(t.qualifier, '') AS qualifier, t.value, t.upper, coalesce(t.words, '') AS words, t.soft_low, t.soft_high,
        '' AS period, coalesce(k.file, '') AS file, coalesce(k.cell, '') AS cell, w.decimal, 0 AS age
    FROM term t JOIN whole w ON w.finding = t.finding
    LEFT JOIN known k ON k.finding = t.finding AND k.part = t.part AND k.kind = 'now' AND k.value = t.value AND k.qualifier = t.qualifier
    UNION ALL
    SELECT finding, part, kind, '', state, qualifier, value, upper, words, soft_low, soft_high, coalesce(period_name(run), ''), file, cell, false, -id FROM known WHERE kind <> 'now'
)
FROM told ORDER BY finding, part, kind <> 'now', kind, age
