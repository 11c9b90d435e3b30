-- The communes whose names may change with the given forms: those that any edition of them names.
SELECT DISTINCT c.unit FROM commune c JOIN submission s ON s.id = c.submission
JOIN submission g ON g.layout = s.layout AND g.reporter = s.reporter AND g.period = s.period
WHERE g.id IN (SELECT unnest($submissions))
