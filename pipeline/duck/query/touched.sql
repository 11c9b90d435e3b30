-- Accepted forms whose findings of scope total may change with the given ones: of a year that the given ones reach into; a
-- province's form changes nothing about the form of another province.
WITH given AS (SELECT reporter, first_month // 12 AS first_year, last_month // 12 AS last_year FROM submission WHERE id IN (SELECT unnest($submissions))),
years AS (SELECT DISTINCT first_year, last_year FROM given),
province AS (SELECT id FROM map_unit WHERE kind = 'province')
SELECT DISTINCT s.id, s.map_day FROM submission s JOIN years y ON s.first_month // 12 <= y.last_year AND s.last_month // 12 >= y.first_year
WHERE s.state = 'accepted'
    AND (s.reporter IN (SELECT reporter FROM given) OR s.reporter NOT IN (FROM province) OR EXISTS (FROM given WHERE reporter NOT IN (FROM province)))
ORDER BY s.id
