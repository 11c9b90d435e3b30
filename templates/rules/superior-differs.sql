/*
code: superior-differs
severity: error
scope: total
title: Cấp trên ghi khác số của chính đơn vị
sentence: "{indicator_name} của {unit_name}: ô {cell} ghi {got}, mà {unit_name} tự báo cáo {expected} (tệp {own_file}, ô {own_cell}); báo cáo lấy số của {unit_name}."
advice: Hai bên đối chiếu; bên nào sai thì gửi lại biểu của mình.
*/
WITH above AS (
    SELECT * FROM accepted_cell WHERE submission IN (SELECT unnest($submissions)) AND unit <> reporter AND state IN ('declared', 'zero')
), own AS (
    SELECT * FROM believed_cell((SELECT list(DISTINCT period) FROM above)) WHERE unit = reporter AND state IN ('declared', 'zero')
)
SELECT a.submission, a.sheet, a.cell, a.figure AS got, o.figure AS expected, u.name AS unit_name, i.name AS indicator_name, o.file_name AS own_file, o.cell AS own_cell
FROM above a
JOIN own o ON (o.unit, o.indicator, o.period, o.breakdown) = (a.unit, a.indicator, a.period, a.breakdown)
JOIN unit u ON u.id = a.unit JOIN indicator i ON i.id = a.indicator
WHERE a.low > o.high OR a.high < o.low
