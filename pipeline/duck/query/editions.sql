-- What forms meet that are to be settled: the edition that counts (0 for none), the highest number that an edition has, and whether
-- others wait in quarantine.
SELECT mine.id, coalesce(max(o.id) FILTER (o.state = 'accepted'), 0), coalesce(max(o.edition) FILTER (o.state = 'accepted'), 0),
    coalesce(max(o.edition), 0), coalesce(bool_or(o.state = 'quarantined'), false)
FROM submission mine LEFT JOIN submission o ON o.layout = mine.layout AND o.reporter = mine.reporter AND o.period = mine.period AND o.id <> mine.id
WHERE mine.id IN (SELECT unnest($submissions)) AND mine.layout <> ''
GROUP BY mine.id
