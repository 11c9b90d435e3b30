-- From when on deliveries are made, and of which of the subjects nothing more is to be queued.
SELECT (SELECT value FROM meta WHERE name = 'deliver_since'), coalesce(list(subject), []) FROM delivered_subject WHERE list_contains($subjects::VARCHAR[], subject)
