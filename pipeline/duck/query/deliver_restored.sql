-- What was still to be sent when a backup was made may have been sent after it.
UPDATE delivery SET state = 'uncertain', changed = $now, words = $words WHERE state IN ('queued', 'deferred', 'sending') RETURNING id
