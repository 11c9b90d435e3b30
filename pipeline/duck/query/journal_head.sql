-- The last line of the journal, as far as the next one needs it.
SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1
