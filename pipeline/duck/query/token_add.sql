INSERT INTO token VALUES ((SELECT 1 + coalesce(max(id), 0) FROM token), $hash, $unit, $made_by, $made, NULL, NULL) RETURNING id
