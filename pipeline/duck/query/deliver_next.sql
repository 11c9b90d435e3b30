-- What is to be tried until now, the oldest first, with its attachments.
WITH tried AS (SELECT * FROM delivery WHERE state IN ('queued', 'deferred') AND next <= $now ORDER BY id LIMIT $limit)
SELECT d.id, key, kind, subject, unit, recipient, channel, d.title, text, html, state, attempts, next, message_id, words, queued, changed, f.name, f.title, f.size, f.sha256
FROM tried d LEFT JOIN delivery_file f ON f.delivery = d.id
ORDER BY d.id, f.ordinal
