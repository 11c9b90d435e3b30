-- For each form and period that anybody sent: every unit that owes it on the map of the period, and the newest thing that came.
WITH sent AS (
    SELECT layout, period, any_value(map_day) AS map_day, any_value(last_month) AS last_month, list(DISTINCT reporter) AS reporters
    FROM submission WHERE layout <> '' AND ($period = '' OR period = $period) GROUP BY layout, period
), owed AS (
    SELECT layout, period, last_month, u.id AS unit, u.name, u.position
    FROM sent JOIN unit u ON list_contains(reporters, u.id)
        OR u.kind = 'province' AND map_day BETWEEN u.valid_from AND u.valid_to AND list_contains($province_layouts, layout)
), newest AS (
    SELECT layout, period, reporter, max(id) AS id FROM submission WHERE layout <> '' AND state <> 'superseded' GROUP BY ALL
), counted AS (
    SELECT submission, count(*) FILTER (severity = 'error') AS errors, count(*) FILTER (severity = 'warning') AS warnings, count(*) FILTER (severity = 'note') AS notes
    FROM finding GROUP BY submission
)
SELECT o.layout, o.period, o.unit, o.name, coalesce(s.state, 'missing') AS state, coalesce(s.file_name, '') AS file_name, coalesce(s.edition, 0) AS edition,
    coalesce(errors, 0), coalesce(warnings, 0), coalesce(notes, 0)
FROM owed o
LEFT JOIN newest n ON (n.layout, n.period, n.reporter) = (o.layout, o.period, o.unit)
LEFT JOIN submission s ON s.id = n.id
LEFT JOIN counted f ON f.submission = s.id
ORDER BY o.last_month, o.period, o.layout, o.position
