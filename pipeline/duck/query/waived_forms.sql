-- Returned forms all of whose errors are waived, and that nothing newer stands for.
SELECT id, sha256, file_name, size, received, state, layout, version, reporter, period, edition, figures FROM submission s
WHERE id IN (SELECT unnest($submissions)) AND state = 'returned'
    AND NOT EXISTS (FROM judged_finding f WHERE f.submission = s.id AND f.severity = 'error' AND f.scope = 'form' AND f.waiver IS NULL)
    AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND (later.layout, later.reporter, later.period) = (s.layout, s.reporter, s.period))
ORDER BY id
