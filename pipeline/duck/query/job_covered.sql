-- Up to when each job was run: by the schedule, however that ended (job_failed.sql has what is attempted again), and by hand where it was done. Moments after now were
-- recorded by a clock that was wrong.
SELECT job, max(due) FROM job_run WHERE due <= $now AND (outcome = 'done' OR outcome IN ('failed', 'overdue') AND who = $schedule) GROUP BY job
