-- What the schedule ran for an occasion without coming to its end, fewer times than $most, the oldest occasion first. Moments after now
-- were recorded by a clock that was wrong.
SELECT id, job, due, who, started, ended, outcome, did, error, attempt FROM job_run
WHERE outcome IN ('failed', 'overdue') AND who = $schedule AND attempt < $most AND due <= $now ORDER BY due, job
