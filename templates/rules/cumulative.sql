/*
code: cumulative
severity: error
scope: total
title: Lũy kế kỳ trước cộng trong kỳ bằng lũy kế
sentence: "Dòng “{line}”: lũy kế từ đầu năm ở ô {cell} là {got}; lũy kế kỳ trước {before} + trong kỳ {during} = {expected}."
advice: Kiểm tra lại ô {cell} và ô {during_cell}. Nếu số kỳ trước đã báo cáo sai thì gửi lại biểu của kỳ trước.
*/
-- Also the first period of a year, where the two columns are the same figure. Not for a day, whose year to date is no run of months.
WITH here AS (
    SELECT c.*, form_last_month - form_first_month AS months FROM accepted_cell c JOIN indicator i ON i.id = c.indicator
    WHERE c.submission IN (SELECT unnest($submissions)) AND i.adds_time AND c.state IN ('declared', 'zero') AND c.form_period NOT LIKE '____-__-__'
), before AS (
    SELECT *, form_last_month - form_first_month AS months FROM accepted_cell
    WHERE cumulative AND state IN ('declared', 'zero') AND form_period NOT LIKE '____-__-__' AND first_month IN (SELECT first_month FROM here WHERE cumulative)
), compared AS (
    SELECT y.*, y.figure AS got, d.figure AS during, d.cell AS during_cell, d.low AS during_low, d.high AS during_high, d.value AS during_value,
        d.first_month - 1 AS month_before, abs(b.months - d.months) AS unlike, b.form_first_month AS before_first_month,
        CASE WHEN d.first_month = y.first_month THEN 0 ELSE b.value END AS before,
        CASE WHEN d.first_month = y.first_month THEN 0 ELSE b.low END AS before_low,
        CASE WHEN d.first_month = y.first_month THEN 0 ELSE b.high END AS before_high,
        d.first_month = y.first_month OR b.submission IS NOT NULL AS comparable
    FROM here y
    JOIN here d ON NOT d.cumulative AND d.submission = y.submission AND d.unit = y.unit AND d.indicator = y.indicator AND d.breakdown = y.breakdown AND d.first_month >= y.first_month
    LEFT JOIN before b ON b.unit = y.unit AND b.indicator = y.indicator AND b.breakdown = y.breakdown AND b.reporter = y.reporter AND b.layout = y.layout
        AND b.first_month = y.first_month AND b.last_month = d.first_month - 1
    WHERE y.cumulative
)
SELECT submission, sheet, cell, line, got, before, during, during_cell, before + during_value AS expected
FROM compared c
WHERE comparable AND (low > during_high + before_high OR high < during_low + before_low)
    -- A month, a quarter and a half may all end before: the form of the same length, or the one most like it, is meant.
    AND NOT EXISTS (FROM before other WHERE other.unit = c.unit AND other.indicator = c.indicator AND other.breakdown = c.breakdown AND other.reporter = c.reporter
        AND other.layout = c.layout AND other.first_month = c.first_month AND other.last_month = c.month_before
        AND (abs(other.months - c.months), other.form_first_month) < (c.unlike, c.before_first_month))
