UPDATE job_run SET ended = $ended, outcome = $outcome, did = $did, error = $error WHERE id = $id AND outcome = 'running' RETURNING id
