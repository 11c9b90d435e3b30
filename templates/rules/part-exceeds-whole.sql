/*
code: part-exceeds-whole
severity: error
scope: form
title: Phần không lớn hơn toàn bộ
sentence: "Dòng “{line}”: ô {cell} ghi {got}, lớn hơn toàn bộ là {expected} ở ô {whole_cell}."
advice: Phần “trong đó” không thể lớn hơn tổng số. Kiểm tra lại ô {cell} và ô {whole_cell}, sửa ô sai.
*/
WITH cells AS (SELECT * FROM form_cell WHERE submission IN (SELECT unnest($submissions)) AND state IN ('declared', 'zero')),
parts AS (
    -- a slice by area and the total of the same indicator
    SELECT c.*, c.indicator AS whole_indicator,
        array_to_string(list_filter(string_split(c.breakdown, ';'), lambda pair: NOT starts_with(pair, 'area=')), ';') AS whole_breakdown
    FROM cells c WHERE c.breakdown LIKE '%area=%'
    UNION ALL
    -- an of-which indicator and the one that it is of
    SELECT c.*, i.of, c.breakdown
    FROM cells c JOIN indicator i ON i.id = c.indicator WHERE i.of <> ''
)
SELECT p.submission, p.sheet, p.cell, p.line, p.figure AS got, w.figure AS expected, w.cell AS whole_cell
FROM parts p
JOIN cells w ON w.submission = p.submission AND w.unit = p.unit AND w.period = p.period AND w.cumulative = p.cumulative
    AND w.indicator = p.whole_indicator AND w.breakdown = p.whole_breakdown
WHERE p.low > w.high
