-- The newest first, by months: forms that are checked together read the same ones.
SELECT s.id, s.layout, s.map_day FROM unchecked u JOIN submission s ON s.id = u.submission WHERE s.state = 'accepted' ORDER BY s.last_month DESC, s.id LIMIT $most
