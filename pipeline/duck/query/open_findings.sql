SELECT id, submission, rule, severity, scope, file_name, reporter, period, sheet, cell, got, expected, sentence, advice
FROM open_finding
WHERE ($period = '' OR period = $period) AND ($unit = '' OR reporter = $unit) AND ($severity = '' OR severity = $severity)
ORDER BY weight, period, submission, rule, sheet, len(cell), cell
