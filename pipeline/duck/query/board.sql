-- What came of each form, unit and period, and what stands: an accepted edition, or the unit's word that it has nothing to report.
WITH came AS (
    SELECT layout, period, reporter, max(map_day) AS map_day,
        max(id) FILTER (state = 'accepted') AS standing, max(id) FILTER (state <> 'superseded') AS newest,
        min(received) FILTER (edition > 0 AND state IN ('accepted', 'superseded')) AS first_received -- an edition was accepted once
    FROM submission WHERE layout <> '' AND ($period = '' OR period = $period) AND (len($units::VARCHAR[]) = 0 OR list_contains($units::VARCHAR[], reporter))
    GROUP BY layout, period, reporter
), shown AS ( -- the newest thing that came, unless it says the same as what stands
    SELECT c.*, s.id, s.state, s.file_name, s.received
    FROM came c JOIN submission n ON n.id = c.newest JOIN submission s ON s.id = CASE WHEN n.state = 'unchanged' THEN coalesce(c.standing, n.id) ELSE n.id END
), counted AS (
    SELECT submission, count(*) FILTER (severity = 'error' AND waiver_id IS NULL) AS errors, count(*) FILTER (severity = 'warning' AND waiver_id IS NULL) AS warnings,
        count(*) FILTER (severity = 'note' AND waiver_id IS NULL) AS notes, count(waiver_id) AS waived
    FROM judged_finding WHERE submission IN (SELECT id FROM shown) GROUP BY submission
), figured AS ( -- of the figures of an edition that stands: are they zeros, is any missing or more
    SELECT submission, bool_or(state = 'zero') AS zero, bool_and(state IN ('zero', 'not_applicable')) AS none
    FROM observation WHERE submission IN (SELECT standing FROM came) GROUP BY submission
), listed AS (
    SELECT DISTINCT submission FROM record WHERE submission IN (SELECT standing FROM came)
), word AS (
    SELECT layout, reporter, period, made FROM nothing_to_report WHERE ($period = '' OR period = $period) AND (len($units::VARCHAR[]) = 0 OR list_contains($units::VARCHAR[], reporter))
)
SELECT layout, period, reporter, s.map_day, coalesce(s.id, 0) AS submission, coalesce(s.state, '') AS state, coalesce(s.file_name, '') AS file_name, s.received, s.first_received,
    coalesce(a.edition, 0) AS edition, w.made AS nothing_made,
    -- Confirmed zeros, or a list without a line, which nobody can send without saying that there is none.
    s.standing IS NOT NULL AND l.submission IS NULL AND CASE WHEN f.submission IS NULL THEN list_contains($listing, layout) ELSE f.zero AND f.none END AS nothing,
    coalesce(c.errors, 0), coalesce(c.warnings, 0), coalesce(c.notes, 0), coalesce(c.waived, 0)
FROM shown s FULL JOIN word w USING (layout, period, reporter)
LEFT JOIN submission a ON a.id = s.standing
LEFT JOIN counted c ON c.submission = s.id
LEFT JOIN figured f ON f.submission = s.standing
LEFT JOIN listed l ON l.submission = s.standing
