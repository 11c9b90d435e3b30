-- Every waiver, the newest first; $finding is the beginning of an id. One that fits no open finding has a figure that changed since.
SELECT w.id, w.who, w.unit, w.reason, w.made, w.until, w.withdrawn, w.withdrawn_by, w.withdrawn_reason, w.withdrawn_at,
    CASE WHEN w.withdrawn THEN 'withdrawn' WHEN w.replaced THEN 'replaced' WHEN NOT w.holds THEN 'expired'
        WHEN EXISTS (FROM open_finding f WHERE f.id = w.finding AND f.got = w.got AND f.expected = w.expected) THEN 'holding' ELSE 'changed' END AS state,
    w.finding, w.rule, s.file_name, w.layout, w.reporter, w.period, w.sheet, w.cell, w.got, w.expected
FROM judged_waiver w JOIN submission s ON s.id = w.submission
WHERE ($period = '' OR w.period = $period) AND ($unit = '' OR w.reporter = $unit) AND starts_with(w.finding, $finding)
ORDER BY w.id DESC
