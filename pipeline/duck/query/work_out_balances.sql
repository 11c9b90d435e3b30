-- What rules of scope total read, worked out once for all of them.
CREATE OR REPLACE TEMP TABLE total_balance AS FROM balance_of($submissions)
