-- Accepted forms whose findings of scope total may change with the given ones. What a form says is held against figures of times
-- within its own and within its year to date, so a given form changes nothing about one that ends before it, nor about one whose
-- year begins after it (but for the register that follows it at once). A province's form changes nothing about another province's.
WITH given AS (SELECT reporter, last_month FROM submission WHERE id IN (SELECT unnest($submissions))),
province AS (SELECT id FROM map_unit WHERE kind = 'province')
SELECT DISTINCT s.id, s.map_day FROM submission s JOIN given g ON s.last_month >= g.last_month AND s.first_month // 12 * 12 <= g.last_month + 1
WHERE s.state = 'accepted' AND (s.reporter = g.reporter OR s.reporter NOT IN (FROM province) OR g.reporter NOT IN (FROM province))
ORDER BY s.id
