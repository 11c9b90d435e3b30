-- The submissions that cells stand in.
SELECT id, sha256 FROM submission WHERE id IN (SELECT submission FROM observation WHERE rowid IN (SELECT unnest($cells))) ORDER BY id
