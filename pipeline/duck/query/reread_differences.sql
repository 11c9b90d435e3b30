-- Where submissions, and what their originals say when they are read again, are not the same: what was just read has the id of its
-- submission below 0. Each side of a row as JSON; kept is that of the warehouse.
WITH observations AS (
    SELECT abs(submission) AS id, * EXCLUDE (submission), count(*) FILTER (submission > 0) AS kept, count(*) FILTER (submission < 0) AS fresh
    FROM observation WHERE submission IN (SELECT unnest($submissions)) GROUP BY ALL HAVING kept <> fresh
), narratives AS (
    SELECT abs(submission) AS id, * EXCLUDE (submission), count(*) FILTER (submission > 0) AS kept, count(*) FILTER (submission < 0) AS fresh
    FROM narrative WHERE submission IN (SELECT unnest($submissions)) GROUP BY ALL HAVING kept <> fresh
), communes AS (
    SELECT abs(submission) AS id, * EXCLUDE (submission), count(*) FILTER (submission > 0) AS kept, count(*) FILTER (submission < 0) AS fresh
    FROM commune WHERE submission IN (SELECT unnest($submissions)) GROUP BY ALL HAVING kept <> fresh
), records AS (
    SELECT abs(submission) AS id, * EXCLUDE (submission), count(*) FILTER (submission > 0) AS kept, count(*) FILTER (submission < 0) AS fresh
    FROM record WHERE submission IN (SELECT unnest($submissions)) GROUP BY ALL HAVING kept <> fresh
), fields AS (
    SELECT abs(submission) AS id, * EXCLUDE (submission), count(*) FILTER (submission > 0) AS kept, count(*) FILTER (submission < 0) AS fresh
    FROM field WHERE submission IN (SELECT unnest($submissions)) GROUP BY ALL HAVING kept <> fresh
), submissions AS (
    SELECT abs(s.id) AS id, s.* EXCLUDE (id, state, edition, catalog_hash), count(*) FILTER (s.id > 0) AS kept, count(*) FILTER (s.id < 0) AS fresh
    FROM submission s WHERE s.id IN (SELECT unnest($submissions)) GROUP BY ALL HAVING kept <> fresh
)
SELECT id, what, sheet, cell, kept, content FROM (
    SELECT id, 'submission' AS what, '' AS sheet, '' AS cell, kept > fresh AS kept, to_json(s)::VARCHAR AS content FROM submissions s
    UNION ALL SELECT id, 'figure', sheet, cell, kept > fresh, to_json(o)::VARCHAR FROM observations o
    UNION ALL SELECT id, 'text', sheet, cell, kept > fresh, to_json(n)::VARCHAR FROM narratives n
    UNION ALL SELECT id, 'commune', sheet, cell, kept > fresh, to_json(c)::VARCHAR FROM communes c
    UNION ALL SELECT id, 'record', sheet, cell, kept > fresh, to_json(r)::VARCHAR FROM records r
    UNION ALL SELECT id, 'field', sheet, cell, kept > fresh, to_json(f)::VARCHAR FROM fields f
)
ORDER BY id, what, sheet, cell_row(cell), len(cell), cell
