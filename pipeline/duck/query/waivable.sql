-- The open findings whose id begins so: each is waived with the figures that it has.
SELECT id, submission, rule, severity, scope, file_name, layout, reporter, period, sheet, cell, axis, got, expected, sentence, advice, causes, waiver
FROM open_finding WHERE starts_with(id, $finding) ORDER BY submission, id, got, expected
