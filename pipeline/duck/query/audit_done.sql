-- What people decided, as other tables have it: action, subject, who, and pairs of the detail that the journal must have of it.
SELECT 'waiver', finding, who, ['waiver', 'got', 'expected', 'reason', 'until'], [id::VARCHAR, got, expected, reason, CASE WHEN until < DATE '9999-12-31' THEN until::VARCHAR ELSE '' END] FROM waiver
UNION ALL
SELECT 'waiver', finding, withdrawn_by, ['withdrawn', 'reason'], ['true', withdrawn_reason] FROM waiver WHERE withdrawn
UNION ALL
SELECT 'nothing', concat_ws(' ', layout, reporter, period), who, [], [] FROM nothing_to_report
