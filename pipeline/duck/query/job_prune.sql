-- Runs are kept for a year, and the newest of each job whatever the clock says: one that is years ahead must not forget what was done.
DELETE FROM job_run WHERE started < $now::TIMESTAMP - INTERVAL 1 YEAR AND outcome <> 'running'
AND id NOT IN (SELECT id FROM job_run QUALIFY row_number() OVER (PARTITION BY job ORDER BY id DESC) <= $kept)
