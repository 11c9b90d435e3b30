-- Deliveries are made from now on: of what is there nothing is to be queued, nor of what was decided about it.
INSERT INTO delivered_subject
SELECT 'submission ' || id FROM submission UNION ALL SELECT 'submission ' || id || ' ' || state FROM submission
UNION ALL SELECT 'edition ' || id FROM publication WHERE edition > 0
ON CONFLICT DO NOTHING
