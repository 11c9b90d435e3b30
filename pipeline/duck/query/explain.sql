-- What may explain that totals do not agree with their parts: a row for each of explain_term, then what else is known of it, the most
-- believable first. kind says what a row is: now (the figure that is added up), place (the cell that this may come from), row (what the
-- form with the total says of the part), earlier (of a superseded edition, the latest first), before (of the period before), year (of the same period a year before). file is '' of the form
-- that the total is in.
WITH sought AS (
    SELECT * REPLACE (first_month - back AS first_month, last_month - back - less AS last_month) FROM (
        SELECT *, unnest(['place', 'row', 'earlier', 'before', 'year']) AS kind, unnest([0, 0, 0, shift, 12]) AS back, unnest([0, 0, 0, cut, 0]) AS less FROM explain_term)
), known AS (
    SELECT k.finding, k.position, k.name, k.part, k.kind, o.state, o.qualifier, o.value, o.upper, o.words, o.soft_low, o.soft_high, o.first_month, o.last_month, o.cell,
        CASE WHEN s.reporter = k.reporter AND s.layout = k.layout AND s.period = k.form_period THEN '' ELSE s.file_name END AS file,
        [CASE k.kind WHEN 'earlier' THEN -s.id ELSE 0 END, CASE s.reporter WHEN o.unit THEN 0 WHEN 'viet-nam' THEN 2 ELSE 1 END, o.cumulative::INTEGER, s.first_month] AS believed,
        s.reporter || ' ' || s.period || ' ' || s.layout || ' ' || o.sheet AS then_by
    FROM sought k JOIN observation o ON o.unit = k.unit AND o.indicator = k.indicator AND o.breakdown = k.breakdown AND o.first_month = k.first_month AND o.last_month = k.last_month
    JOIN submission s ON s.id = o.submission
    WHERE o.state IN ('declared', 'zero') AND CASE k.kind WHEN 'earlier' THEN s.state = 'superseded' ELSE s.state = 'accepted' END
        AND CASE WHEN k.day THEN o.period = k.period AND k.kind IN ('place', 'row', 'earlier') ELSE o.period NOT LIKE '____-__-__' END -- of a day nothing is sought before
        AND (k.kind <> 'row' OR o.submission = k.submission AND o.unit <> k.reporter AND o.cumulative = k.cumulative) -- of another unit: a part of the time is none
        AND (k.part > 0 OR s.reporter = k.reporter AND s.layout = k.layout AND (k.kind <> 'earlier' OR s.period = k.form_period AND o.cumulative = k.cumulative)) -- a total's are its own form's
)
SELECT * EXCLUDE (position, believed, then_by) FROM (
    SELECT finding, part, position, name, 'now' AS kind, coalesce(state, 'missing') AS state, coalesce(qualifier, '') AS qualifier, value, upper, coalesce(words, '') AS words, soft_low, soft_high,
        first_month, last_month, own_cell AS cell, '' AS file, decimal, NULL AS believed, '' AS then_by
    FROM explain_term
    UNION ALL
    SELECT finding, part, position, name, kind, state, qualifier, value, upper, words, soft_low, soft_high, first_month, last_month, cell, file, false, believed, then_by FROM known
) ORDER BY finding, part > 0, position, name, part, believed NULLS FIRST, then_by, cell
