SELECT 1 + coalesce(max(id), 0) FROM waiver
