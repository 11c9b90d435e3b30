-- Up to when nothing is left to do of each job: what the schedule ran, however it ended, and what was done by hand. Moments after now were
-- recorded by a clock that was wrong.
SELECT job, max(due) FROM job_run WHERE due <= $now AND (outcome = 'done' OR outcome IN ('failed', 'overdue') AND who = $schedule) GROUP BY job
