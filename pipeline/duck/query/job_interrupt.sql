UPDATE job_run SET ended = $now, outcome = 'interrupted' WHERE outcome = 'running'
