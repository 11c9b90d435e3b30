-- What the service did by itself, and when it was to.

-- The jobs that were ever asked about. Occasions before since are nobody's to make up for.
CREATE TABLE job (job VARCHAR PRIMARY KEY, since TIMESTAMP NOT NULL);

-- What became of a job on an occasion. A run that was interrupted or failed gives way to the one that takes the occasion up again.
CREATE TABLE job_run (
    id BIGINT NOT NULL, -- in the order of their beginnings
    job VARCHAR NOT NULL, due TIMESTAMP NOT NULL, who VARCHAR NOT NULL, started TIMESTAMP NOT NULL, ended TIMESTAMP, -- NULL while it runs
    outcome VARCHAR NOT NULL, -- running, done, failed, overdue, interrupted
    did VARCHAR NOT NULL, error VARCHAR NOT NULL, PRIMARY KEY (job, due)
);
