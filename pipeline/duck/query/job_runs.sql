-- Runs, the newest first; job '' is those of all.
SELECT id, job, due, who, started, ended, outcome, did, error, attempt FROM job_run WHERE $job IN ('', job) ORDER BY id DESC LIMIT $limit
