INSERT INTO named_commune
SELECT c.unit, c.name, c.district FROM commune c JOIN submission s ON s.id = c.submission AND s.state = 'accepted'
WHERE c.unit IN (SELECT unnest($communes))
GROUP BY c.unit, c.name, c.district
QUALIFY row_number() OVER (PARTITION BY c.unit ORDER BY count(*) DESC, c.name, c.district) = 1
