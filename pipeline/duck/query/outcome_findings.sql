SELECT f.id, f.submission, f.rule, f.severity, f.scope, s.file_name, s.layout, s.reporter, s.period, f.sheet, f.cell, f.axis, f.got, f.expected, f.sentence, f.advice, f.causes, f.waiver
FROM judged_finding f JOIN submission s ON s.id = f.submission
WHERE f.submission IN (SELECT unnest($submissions))
ORDER BY f.submission, CASE f.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, f.waiver_id IS NOT NULL, f.sheet, cell_row(f.cell), len(f.cell), f.cell, f.rule
