SELECT id, sha256, file_name, size, received, state, layout, version, reporter, period, edition, figures
FROM submission WHERE id IN (SELECT unnest($submissions))
ORDER BY list_position($submissions, id)
