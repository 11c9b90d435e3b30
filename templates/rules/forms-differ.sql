/*
code: forms-differ
severity: error
scope: total
title: Hai biểu của một đơn vị ghi khác nhau
sentence: "{indicator_name} của {unit_name}: ô {cell} ghi {got}, mà biểu khác của chính đơn vị ghi {expected} (tệp {other_file}, ô {other_cell}); báo cáo lấy {expected}."
advice: Xem biểu nào đúng, sửa và gửi lại biểu kia.
*/
WITH own AS (
    SELECT * FROM accepted_cell
    WHERE submission IN (SELECT unnest($submissions)) AND (unit = reporter OR starts_with(unit, reporter || '/')) AND NOT cumulative AND state IN ('declared', 'zero')
    QUALIFY count(*) OVER (PARTITION BY unit, indicator, period, breakdown) > 1
), believed AS (
    SELECT * FROM believed_among((SELECT list(DISTINCT unit) FROM own), (SELECT list(DISTINCT period) FROM own), (SELECT list(DISTINCT indicator) FROM own))
)
SELECT a.submission, a.sheet, a.cell, a.figure AS got, b.figure AS expected, u.name AS unit_name, i.name AS indicator_name, b.file_name AS other_file, b.cell AS other_cell
FROM own a
JOIN believed b ON b.unit = a.unit AND b.indicator = a.indicator AND b.period = a.period AND b.breakdown = a.breakdown AND b.reporter = a.reporter AND b.submission <> a.submission
JOIN unit u ON u.id = a.unit JOIN indicator i ON i.id = a.indicator
WHERE NOT b.cumulative AND (a.low > b.high OR a.high < b.low OR b.state = 'not_applicable' AND a.value <> 0)
