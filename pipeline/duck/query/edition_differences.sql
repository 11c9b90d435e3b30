-- What each of some forms ($later) says otherwise than another ($earlier), matched by what it is about and not by where it stands. Of
-- what stands elsewhere, or is worded otherwise and says the same, there is one row for all of a form: said is false.
WITH pair AS (SELECT unnest($later) AS later, unnest($earlier) AS earlier),
side AS (SELECT later AS pair, later AS submission, true AS is_later FROM pair UNION ALL SELECT later, earlier, false FROM pair),
kept AS (
    SELECT pair, is_later, 'figure' AS kind, [unit, indicator, breakdown, period, cumulative::VARCHAR] AS about, sheet, cell, line, raw,
        figure_of(unit, indicator, period, breakdown, state, qualifier, value, upper, words, 'own', 0) AS figure, NULL AS text
    FROM observation JOIN side USING (submission)
    UNION ALL
    SELECT pair, is_later, 'box', [box], sheet, cell, box, '', NULL, text FROM narrative JOIN side USING (submission)
    UNION ALL
    SELECT pair, is_later, 'commune', [unit], sheet, cell, name, '', NULL, concat_ws(', ', name, nullif(district, '')) FROM commune JOIN side USING (submission)
    UNION ALL
    SELECT pair, is_later, 'record', [register, unit, folded, period], sheet, cell, name, '', NULL, concat_ws(', ', name, nullif(period, '')) FROM record JOIN side USING (submission)
    UNION ALL
    SELECT pair, is_later, 'field', [register, r.unit, folded, period, field], sheet, f.cell, name, text,
        CASE WHEN f.state <> '' THEN figure_of(r.unit, field, period, '', f.state, qualifier, value, upper, words, 'own', 0) END, CASE WHEN f.state = '' THEN text END
    FROM field f JOIN record r USING (submission, sheet) JOIN side USING (submission) WHERE r.cell = f.record
), other AS ( -- what is the same on both sides goes
    SELECT * EXCLUDE (is_later), count(*) FILTER (is_later) > count(*) FILTER (NOT is_later) AS is_later
    FROM kept GROUP BY ALL HAVING count(*) FILTER (is_later) <> count(*) FILTER (NOT is_later)
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY pair, is_later, kind, about ORDER BY sheet, cell_row(cell), len(cell), cell) AS nth FROM other
), on_both AS ( -- of what is gone or new as a whole, the parts are not told too
    SELECT pair, about FROM kept WHERE kind IN ('record', 'commune') GROUP BY ALL HAVING bool_or(is_later) AND bool_or(NOT is_later)
), matched AS (
    SELECT pair, kind, coalesce(l.sheet, e.sheet) AS sheet, coalesce(l.cell, e.cell) AS cell, coalesce(l.line, e.line) AS line,
        e.figure AS figure_before, e.text AS text_before, l.figure AS figure_after, l.text AS text_after,
        (e.figure IS DISTINCT FROM l.figure OR e.text IS DISTINCT FROM l.text)
            AND (kind NOT IN ('field', 'commune') OR (pair, about[:CASE kind WHEN 'field' THEN 4 ELSE 1 END]) IN (SELECT (pair, about) FROM on_both)) AS said
    FROM (FROM numbered WHERE is_later) l FULL JOIN (FROM numbered WHERE NOT is_later) e USING (pair, kind, about, nth)
)
SELECT pair, said, CASE kind WHEN 'box' THEN layout ELSE '' END, version, sheet, cell, line, figure_before, text_before, figure_after, text_after
FROM matched JOIN submission s ON s.id = pair QUALIFY said OR row_number() OVER (PARTITION BY pair, said) = 1
ORDER BY pair, sheet, cell_row(cell), len(cell), cell
