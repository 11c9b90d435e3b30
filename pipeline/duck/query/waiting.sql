-- What waits for the department to decide about it, the newest first.
SELECT id, sha256, file_name, size, received, state, layout, version, reporter, period, edition, figures
FROM submission WHERE state = 'quarantined'
ORDER BY id DESC
