-- The last edition of a subject, and its draft. The first row of a window over no rows at all would be one of NULLs.
WITH ours AS (SELECT id, edition, text, dated, mark, who FROM publication WHERE name = $name AND unit = $unit AND period = $period AND map = $map)
FROM ours WHERE edition = 0 OR edition = (SELECT max(edition) FROM ours)
