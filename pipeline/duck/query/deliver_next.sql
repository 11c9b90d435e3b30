-- What is to be tried until now, the oldest first, with its attachments. Nothing waits for two hours: a later moment is of a clock that was ahead.
WITH tried AS (SELECT * FROM delivery WHERE state IN ('queued', 'deferred') AND (next <= $now OR next > $now + INTERVAL 2 HOUR) ORDER BY id LIMIT $limit)
SELECT d.id, key, kind, subject, unit, recipient, channel, d.title, text, html, state, attempts, next, message_id, words, queued, changed, f.name, f.title, f.size, f.sha256
FROM tried d LEFT JOIN delivery_file f ON f.delivery = d.id
ORDER BY d.id, f.ordinal
