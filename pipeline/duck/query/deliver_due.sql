-- What has a message for somebody that is not queued yet; nothing, as long as no deliveries are made.
SELECT 'submission' AS kind, id FROM submission ANTI JOIN delivered_subject ON subject = 'submission ' || id
WHERE state IN ('accepted', 'returned', 'rejected', 'quarantined') AND EXISTS (FROM meta WHERE name = 'deliver_since')
UNION ALL
-- What was told of, and was decided about since: taken in out of quarantine or sent back, or taken in after its errors were waived.
SELECT 'decided', id FROM submission SEMI JOIN delivered_subject ON subject = 'submission ' || id
WHERE state IN ('accepted', 'quarantined', 'returned') AND id IN (SELECT TRY_CAST(subject AS BIGINT) FROM journal WHERE action = 'decision')
    AND NOT EXISTS (FROM delivered_subject WHERE subject = 'submission ' || id || ' ' || state || CASE state WHEN 'returned' THEN ' again' ELSE '' END)
UNION ALL
SELECT 'edition', id FROM publication ANTI JOIN delivered_subject ON subject = 'edition ' || id
WHERE edition > 0 AND EXISTS (FROM meta WHERE name = 'deliver_since')
ORDER BY kind, id
