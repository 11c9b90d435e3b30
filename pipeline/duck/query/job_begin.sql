-- A run begins, unless one of the job goes on, or the occasion has one that ended. What was interrupted gives way, and what failed to a run
-- by hand; what failed by hand, to the schedule too; what failed by the schedule, to its next attempt.
INSERT INTO job_run
SELECT (SELECT coalesce(max(id), 0) + 1 FROM job_run), $job, $due, $who, $started::TIMESTAMPTZ AT TIME ZONE 'UTC', NULL, 'running', '', '', 1
WHERE NOT EXISTS (FROM job_run WHERE job = $job AND (outcome = 'running' OR due = $due AND (
    outcome = 'done' OR outcome IN ('failed', 'overdue') AND who = $schedule AND $who = $schedule AND attempt >= $attempt)))
ON CONFLICT (job, due) DO UPDATE SET id = excluded.id, who = excluded.who, started = excluded.started, ended = NULL, outcome = excluded.outcome, did = '', error = '',
    attempt = attempt + (outcome <> 'interrupted')::INTEGER
RETURNING id, attempt
