-- What there is, as rows of a kind: how many there are by up to two names, and a moment and a time in seconds where the kind has them.
SELECT 'submission' AS kind, state AS name, '' AS second, count(*) AS n, NULL::TIMESTAMP AS at, NULL::DOUBLE AS seconds FROM submission GROUP BY state
UNION ALL
SELECT 'finding', rule, severity, count(*), NULL, NULL FROM open_finding WHERE waiver IS NULL GROUP BY rule, severity
UNION ALL
SELECT 'delivery', state, '', count(*), min(queued), NULL FROM delivery GROUP BY state
UNION ALL
SELECT 'run', job, outcome, count(*), max(ended), arg_max(epoch(ended) - epoch(started), id) FROM job_run GROUP BY job, outcome
