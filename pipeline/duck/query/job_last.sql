-- Of each job the run that began last.
SELECT id, job, due, who, started, ended, outcome, did, error, attempt FROM job_run QUALIFY row_number() OVER (PARTITION BY job ORDER BY id DESC) = 1
