-- Every waiver, the newest first; $finding is the beginning of an id. One that fits no finding that is open, or in quarantine, has a
-- figure that changed since.
WITH standing AS (
    SELECT id, got, expected FROM open_finding
    UNION ALL SELECT f.id, f.got, f.expected FROM finding f JOIN submission s ON s.id = f.submission WHERE s.state = 'quarantined'
)
SELECT w.id, w.who, w.unit, w.reason, w.made, w.until, w.withdrawn, w.withdrawn_by, w.withdrawn_reason, w.withdrawn_at,
    CASE WHEN w.withdrawn THEN 'withdrawn' WHEN w.replaced THEN 'replaced' WHEN NOT w.holds THEN 'expired'
        WHEN EXISTS (FROM standing f WHERE f.id = w.finding AND f.got = w.got AND f.expected = w.expected) THEN 'holding' ELSE 'changed' END AS state,
    w.finding, w.rule, w.submission, s.file_name, w.layout, w.reporter, w.period, w.sheet, w.cell, w.got, w.expected
FROM judged_waiver w JOIN submission s ON s.id = w.submission
WHERE ($period = '' OR w.period = $period) AND (len($units::VARCHAR[]) = 0 OR list_contains($units::VARCHAR[], w.reporter)) AND starts_with(w.finding, $finding)
ORDER BY w.id DESC
