-- From when on a job's occasions count. A moment that is not yet was recorded by a clock that was wrong.
INSERT INTO job VALUES ($job, $now) ON CONFLICT (job) DO UPDATE SET since = least(since, excluded.since) RETURNING since
