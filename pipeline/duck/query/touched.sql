-- Accepted forms whose period shares a calendar year with one of the given forms.
WITH years AS (SELECT min(first_month) // 12 AS first_year, max(last_month) // 12 AS last_year FROM submission WHERE id IN (SELECT unnest($submissions)) GROUP BY first_month // 12, last_month // 12)
SELECT DISTINCT s.id, s.map_day FROM submission s JOIN years y ON s.first_month // 12 <= y.last_year AND s.last_month // 12 >= y.first_year
WHERE s.state = 'accepted'
ORDER BY s.id
