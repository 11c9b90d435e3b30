-- The last edition of a subject, and its draft.
SELECT id, edition, text, dated, mark FROM publication WHERE name = $name AND unit = $unit AND period = $period AND map = $map
QUALIFY edition = 0 OR row_number() OVER (ORDER BY edition DESC) = 1
