-- Deliveries without their texts, with their attachments, the newest first: those of a state, a kind, a subject and a recipient, '' being all.
WITH listed AS (
    SELECT * FROM delivery
    WHERE $state IN ('', state) AND $kind IN ('', kind) AND $subject IN ('', subject) AND $recipient IN ('', recipient) ORDER BY id DESC LIMIT $limit
)
SELECT d.id, key, kind, subject, unit, recipient, channel, d.title, '', '', state, attempts, next, message_id, words, queued, changed, f.name, f.title, f.size, f.sha256
FROM listed d LEFT JOIN delivery_file f ON f.delivery = d.id
ORDER BY d.id DESC, f.ordinal
