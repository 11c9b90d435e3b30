-- What stands in one only of two submissions: in $later (side above 0) or in its $earlier one, where it is not the same to the letter and
-- at the same place. pair is the later one; register to cumulative is what a row is about.
WITH side AS (SELECT unnest($later) AS pair, unnest($later) AS submission, 1 AS side UNION ALL SELECT unnest($later), unnest($earlier), -1),
kept AS (
    SELECT pair, sum(side) AS side, 'figure' AS kind, '' AS register, unit, '' AS name, indicator AS about, breakdown, period, cumulative, sheet, cell, line, raw AS text,
        state, qualifier, value, upper, words
    FROM observation JOIN side USING (submission) GROUP BY ALL HAVING sum(side) <> 0
    UNION ALL
    SELECT pair, sum(side), 'box', '', '', '', box, '', '', false, sheet, cell, box, text, '', '', NULL, NULL, '' FROM narrative JOIN side USING (submission) GROUP BY ALL HAVING sum(side) <> 0
    UNION ALL
    SELECT pair, sum(side), 'commune', '', unit, '', '', '', '', false, sheet, cell, name, concat_ws(', ', name, nullif(district, '')), '', '', NULL, NULL, ''
    FROM commune JOIN side USING (submission) GROUP BY ALL HAVING sum(side) <> 0
    UNION ALL
    SELECT pair, sum(side), 'record', register, unit, folded, '', '', period, false, sheet, cell, name, concat_ws(', ', name, nullif(period, '')), '', '', NULL, NULL, ''
    FROM record JOIN side USING (submission) GROUP BY ALL HAVING sum(side) <> 0
    UNION ALL
    SELECT pair, sum(side), 'field', register, r.unit, folded, field, '', period, false, sheet, f.cell, name, f.text, f.state, qualifier, value, upper, words
    FROM field f JOIN record r USING (submission, sheet) JOIN side USING (submission) WHERE r.cell = f.record GROUP BY ALL HAVING sum(side) <> 0
)
SELECT pair, layout, s.version, side > 0, kind, register, unit, name, about, breakdown, k.period, cumulative, sheet, cell, line, text,
    CASE WHEN k.state <> '' THEN figure_of(unit, about, k.period, breakdown, k.state, qualifier, value, upper, words, 'own', 0) END
FROM kept k JOIN submission s ON s.id = pair
ORDER BY pair, sheet, cell_row(cell), len(cell), cell
