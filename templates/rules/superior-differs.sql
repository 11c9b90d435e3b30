/*
code: superior-differs
severity: error
scope: total
title: Cấp trên ghi khác số của đơn vị hoặc của cấp trên khác
sentence: "{indicator_name} của {unit_name}: ô {cell} ghi {got}, mà {other_reports} {expected} (tệp {other_file}, ô {other_cell}); báo cáo lấy số của {other_name}."
advice: Hai bên đối chiếu; bên nào sai thì gửi lại biểu của mình.
*/
WITH above AS (
    SELECT * FROM accepted_cell WHERE submission IN (SELECT unnest($submissions)) AND NOT is_own(reporter, unit) AND state IN ('declared', 'zero')
), believed AS (
    SELECT * FROM believed_among((SELECT list(DISTINCT unit) FROM above), (SELECT list(DISTINCT period) FROM above), (SELECT list(DISTINCT indicator) FROM above))
)
SELECT a.submission, a.sheet, a.cell, a.figure AS got, b.figure AS expected, u.name AS unit_name, i.name AS indicator_name,
    r.name || CASE WHEN b.reporter = b.unit THEN ' tự báo cáo' ELSE ' ghi' END AS other_reports, r.name AS other_name, b.file_name AS other_file, b.cell AS other_cell
FROM above a
JOIN believed b ON b.unit = a.unit AND b.indicator = a.indicator AND b.period = a.period AND b.breakdown = a.breakdown AND b.submission <> a.submission
JOIN unit u ON u.id = a.unit JOIN unit r ON r.id = b.reporter JOIN indicator i ON i.id = a.indicator
WHERE a.low > b.high OR a.high < b.low OR b.state = 'not_applicable' AND a.value <> 0
