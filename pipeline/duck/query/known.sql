-- Receipts that are settled, or whose bytes were last seen in a current edition, in what waits in quarantine, in what says the same as
-- an edition that is still the current one, or refused under this very catalogue, unless what refused them was the machine, which may
-- have LibreOffice now, or more time, or the folder that they came into; or errors that have all been waived since.
WITH receipt AS (SELECT unnest($receipts) AS id, unnest($hashes) AS sha256),
newest AS (SELECT sha256, max(id) AS id FROM submission WHERE sha256 IN (SELECT unnest($hashes)) GROUP BY sha256)
SELECT r.id, coalesce(same.id, s.id) AS submission
FROM receipt r
LEFT JOIN submission same ON same.id = r.id
LEFT JOIN newest n ON n.sha256 = r.sha256
LEFT JOIN submission s ON s.id = n.id AND ((s.state IN ('accepted', 'quarantined')
        OR s.state = 'unchanged' AND EXISTS (FROM submission o WHERE (o.layout, o.reporter, o.period, o.edition, o.state) = (s.layout, s.reporter, s.period, s.edition, 'accepted')))
    -- What went back since is taken back by sending the edition again: that is a submission of its own.
    AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND later.state = 'returned' AND (later.layout, later.reporter, later.period) = (s.layout, s.reporter, s.period))
    OR s.state IN ('returned', 'rejected') AND s.catalog_hash = $catalog
    AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.submission = s.id
        AND f.rule IN (SELECT unnest($not_by_bytes)))
    AND EXISTS (SELECT 1 FROM judged_finding f WHERE f.submission = s.id AND f.severity = 'error' AND f.waiver IS NULL))
WHERE same.id IS NOT NULL OR s.id IS NOT NULL
