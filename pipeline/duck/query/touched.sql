-- Accepted forms whose findings of scope total may change with the given ones. What a form says is held against figures of times
-- within its own and within its year to date, and against the twelve months before it, so a given form changes nothing about one that
-- ends before it, nor about one that begins later. A province's form changes nothing about another province's, but for those that it became.
WITH given AS (SELECT reporter, last_month FROM submission WHERE id IN (SELECT unnest($submissions))),
province AS (SELECT id FROM map_unit WHERE kind = 'province')
SELECT DISTINCT s.id, s.map_day FROM submission s
JOIN given g ON s.last_month >= g.last_month AND (s.first_month // 12 * 12 <= g.last_month + 1 OR s.first_month <= g.last_month + 12)
WHERE s.state = 'accepted' AND (s.reporter NOT IN (FROM province) OR g.reporter NOT IN (FROM province)
    OR s.reporter IN (SELECT became FROM lineage WHERE unit = g.reporter))
ORDER BY s.id
