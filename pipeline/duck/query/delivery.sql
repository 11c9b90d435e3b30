-- A delivery with its attachments.
SELECT d.id, key, kind, subject, unit, recipient, channel, d.title, text, html, state, attempts, next, message_id, words, queued, changed, f.name, f.title, f.size, f.sha256
FROM delivery d LEFT JOIN delivery_file f ON f.delivery = d.id
WHERE d.id = $id
ORDER BY f.ordinal
