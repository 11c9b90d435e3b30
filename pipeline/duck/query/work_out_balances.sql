-- What rules of scope total read, worked out once for all of them: the totals that do not agree, or not for certain.
CREATE OR REPLACE TEMP TABLE total_balance AS
FROM balance_of($submissions) WHERE NOT possible OR NOT plausible OR len(missing) > 0
