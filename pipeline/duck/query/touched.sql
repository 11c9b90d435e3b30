-- Accepted forms whose findings of scope total may change with the given ones. What a form says is held against figures of times
-- within its own and within its year to date, so a given form changes nothing about one that ends before it, nor about one whose
-- year begins after it (but for what follows it at once). What a unit says is held against its twelve periods before, too: its own
-- and those of what became it. A province's form changes nothing about a province that it did not become.
WITH given AS (
    SELECT s.reporter, l.became, s.first_month, s.last_month, period_step(s.last_month - s.first_month + 1) AS step
    FROM submission s JOIN lineage l ON l.unit = s.reporter WHERE s.id IN (SELECT unnest($submissions))
), province AS (SELECT id FROM map_unit WHERE kind = 'province')
SELECT DISTINCT s.id, s.layout, s.map_day FROM submission s JOIN given g ON s.last_month >= g.last_month
    AND (s.first_month // 12 * 12 <= g.last_month + 1 OR s.reporter = g.became AND s.last_month - s.first_month = g.last_month - g.first_month AND s.first_month <= g.first_month + 12 * g.step)
WHERE s.state = 'accepted' AND (s.reporter = g.became OR s.reporter NOT IN (FROM province) OR g.reporter NOT IN (FROM province))
ORDER BY s.id
