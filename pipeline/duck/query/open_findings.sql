SELECT id, submission, rule, severity, scope, file_name, layout, reporter, period, sheet, cell, axis, got, expected, sentence, advice, causes, waiver
FROM open_finding
WHERE ($period = '' OR period = $period) AND (len($units::VARCHAR[]) = 0 OR list_contains($units::VARCHAR[], reporter)) AND ($severity = '' OR severity = $severity)
ORDER BY weight, waiver_id IS NOT NULL, period, reporter_position, file_name, submission, sheet, row, len(cell), cell, rule
