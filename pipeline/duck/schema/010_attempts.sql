-- How often an occasion was attempted: what failed is made up for a few times.
CREATE TABLE job_run_before AS FROM job_run;
DROP TABLE job_run;
CREATE TABLE job_run (
    id BIGINT NOT NULL, -- in the order of their beginnings
    job VARCHAR NOT NULL, due TIMESTAMP NOT NULL, who VARCHAR NOT NULL, started TIMESTAMP NOT NULL, ended TIMESTAMP, -- NULL while it runs
    outcome VARCHAR NOT NULL, -- running, done, failed, overdue, interrupted
    did VARCHAR NOT NULL, error VARCHAR NOT NULL,
    attempt INTEGER NOT NULL, -- from 1; what was interrupted is not counted
    PRIMARY KEY (job, due)
);
INSERT INTO job_run SELECT *, 1 FROM job_run_before;
DROP TABLE job_run_before;
