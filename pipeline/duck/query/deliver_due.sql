-- What has a message for somebody that is not queued yet; nothing, as long as no deliveries are made.
SELECT 'submission' AS kind, id FROM submission ANTI JOIN delivered_subject ON subject = 'submission ' || id
WHERE state IN ('accepted', 'returned', 'rejected', 'quarantined') AND EXISTS (FROM meta WHERE name = 'deliver_since')
UNION ALL
SELECT 'edition', id FROM publication ANTI JOIN delivered_subject ON subject = 'edition ' || id
WHERE edition > 0 AND EXISTS (FROM meta WHERE name = 'deliver_since')
ORDER BY kind, id
