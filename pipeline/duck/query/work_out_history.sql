-- What rules of scope total read of the past, worked out once for all of them: figures whose unit had enough of them before.
CREATE OR REPLACE TEMP TABLE figure_history AS
FROM history_of($submissions) WHERE periods >= 6
