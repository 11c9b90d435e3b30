/*
code: cumulative
severity: error
scope: total
title: Lũy kế kỳ trước cộng trong kỳ bằng lũy kế
sentence: "Dòng “{line}”: lũy kế từ đầu năm ở ô {cell} là {got}; lũy kế kỳ trước {before} + trong kỳ {during} = {expected}."
advice: Kiểm tra lại ô {cell} và ô {during_cell}. Nếu số kỳ trước đã báo cáo sai thì gửi lại biểu của kỳ trước.
*/
-- Also the first period of a year, where the two columns are the same figure.
WITH cells AS (
    SELECT c.* FROM accepted_cell c JOIN indicator i ON i.id = c.indicator
    WHERE c.submission IN (SELECT unnest($submissions)) AND i.adds_time AND c.state IN ('declared', 'zero')
), before AS (
    SELECT c.* FROM accepted_cell c WHERE c.cumulative AND c.state IN ('declared', 'zero') AND (c.unit, c.indicator) IN (SELECT (unit, indicator) FROM cells)
), compared AS (
    SELECT y.submission, y.sheet, y.cell, y.line, y.figure AS got, y.low, y.high, d.figure AS during, d.cell AS during_cell,
        d.low AS during_low, d.high AS during_high, d.value AS during_value,
        CASE WHEN d.first_month = y.first_month THEN 0 ELSE b.value END AS before,
        CASE WHEN d.first_month = y.first_month THEN 0 ELSE b.low END AS before_low,
        CASE WHEN d.first_month = y.first_month THEN 0 ELSE b.high END AS before_high,
        d.first_month = y.first_month OR b.submission IS NOT NULL AS comparable
    FROM cells y
    JOIN cells d ON NOT d.cumulative AND (d.submission, d.unit, d.indicator, d.breakdown) = (y.submission, y.unit, y.indicator, y.breakdown) AND d.first_month >= y.first_month
    LEFT JOIN before b ON (b.unit, b.indicator, b.breakdown, b.reporter, b.layout) = (y.unit, y.indicator, y.breakdown, y.reporter, y.layout)
        AND b.first_month = y.first_month AND b.last_month = d.first_month - 1
    WHERE y.cumulative
)
SELECT submission, sheet, cell, line, got, before, during, during_cell, before + during_value AS expected
FROM compared
WHERE comparable AND (low > during_high + before_high OR high < during_low + before_low)
