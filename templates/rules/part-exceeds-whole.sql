/*
code: part-exceeds-whole
severity: error
scope: form
title: Phần không lớn hơn toàn bộ
sentence: "Dòng “{line}”: ô {cell} ghi {got}, lớn hơn toàn bộ là {expected} ở ô {whole_cell}."
advice: Phần “trong đó” không thể lớn hơn tổng số. Kiểm tra lại ô {cell} và ô {whole_cell}, sửa ô sai.
*/
WITH cells AS (SELECT * FROM form_cell WHERE submission IN (SELECT unnest($submissions)) AND state IN ('declared', 'zero')),
pairs AS (
    -- a slice by area and the total of the same indicator
    SELECT p.submission, p.unit, p.period, p.cumulative, p.indicator AS part_indicator, p.breakdown AS part_breakdown, p.indicator AS whole_indicator,
        array_to_string(list_filter(string_split(p.breakdown, ';'), lambda pair: NOT starts_with(pair, 'area=')), ';') AS whole_breakdown
    FROM cells p WHERE p.breakdown LIKE '%area=%'
    UNION ALL
    -- an of-which indicator and the one that it is of
    SELECT p.submission, p.unit, p.period, p.cumulative, p.indicator, p.breakdown, i.of, p.breakdown
    FROM cells p JOIN indicator i ON i.id = p.indicator WHERE i.of <> ''
)
SELECT p.submission, p.sheet, p.cell, p.line, p.figure AS got, w.figure AS expected, w.cell AS whole_cell
FROM pairs k
JOIN cells p ON (p.submission, p.unit, p.period, p.cumulative, p.indicator, p.breakdown) = (k.submission, k.unit, k.period, k.cumulative, k.part_indicator, k.part_breakdown)
JOIN cells w ON (w.submission, w.unit, w.period, w.cumulative, w.indicator, w.breakdown) = (k.submission, k.unit, k.period, k.cumulative, k.whole_indicator, k.whole_breakdown)
WHERE p.low > w.high
