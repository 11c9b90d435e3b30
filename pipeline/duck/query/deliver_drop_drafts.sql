-- Drafts that are not on their way yet, of a document that bears a mark of secrecy now.
UPDATE delivery SET state = 'dropped', words = $words, changed = $now WHERE kind = 'draft' AND subject = $subject AND state IN ('queued', 'deferred')
