-- What speaks against a unit's word that it has nothing to report: a form that counts or waits for the department, or the word itself.
SELECT state, file_name FROM submission
WHERE layout = $layout AND reporter = $unit AND period = $period AND state IN ('accepted', 'quarantined')
UNION ALL
SELECT 'nothing', who FROM nothing_to_report WHERE layout = $layout AND reporter = $unit AND period = $period
