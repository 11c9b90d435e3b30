-- The last id, and which of the keys are there.
SELECT coalesce(max(id), 0), coalesce(list(key) FILTER (list_contains($keys::VARCHAR[], key)), []) FROM delivery
