/*
code: form-total
severity: error
scope: total
title: Dòng tổng cộng khác các dòng của chính biểu
sentence: "{indicator_name}: dòng tổng ở ô {cell} ghi {got}, mà {rows} dòng của chính biểu cộng lại là {expected}, chênh lệch {imbalance}."
advice: Cộng lại các dòng của biểu; sửa dòng sai hoặc dòng tổng rồi gửi lại.
forms: [vung, xa]
mode: non_null
waivable: department
source: VTL 2.1, check_hierarchy
*/
-- A row for each unit that the total is of: those of the map, or the communes that the form names. Where what the units say of themselves
-- comes to the same imbalance, total-imbalance has told it.
WITH cells AS (
    SELECT c.* FROM accepted_cell c JOIN indicator i ON i.id = c.indicator AND i.adds_units WHERE c.submission IN (SELECT unnest($submissions))
), whole AS (
    SELECT * FROM cells WHERE unit = reporter AND state IN ('declared', 'zero')
), part AS (
    SELECT w.submission, p.part FROM (SELECT DISTINCT submission, unit, map_day FROM whole) w JOIN part_of p ON p.whole = w.unit AND w.map_day BETWEEN p.valid_from AND p.valid_to
    UNION
    SELECT submission, unit FROM commune WHERE submission IN (SELECT unnest($submissions))
), added AS (
    SELECT w.submission, w.sheet, w.cell, count(*) AS rows,
        hierarchy_sum(c.state, c.value, $mode) AS total, hierarchy_sum(c.state, c.low, $mode) AS low, hierarchy_bound(c.state, c.high, $mode) AS high,
        sum(coalesce(c.upper, c.value)) AS upper, sum_state(c.state, c.qualifier, c.value) AS state, sum_qualifier(c.qualifier, c.value) AS qualifier,
        sum_words(c.qualifier, c.value, c.low, c.high, c.words) AS words
    FROM whole w JOIN part p ON p.submission = w.submission
    LEFT JOIN cells c ON c.submission = w.submission AND c.unit = p.part AND c.indicator = w.indicator AND c.breakdown = w.breakdown AND c.period = w.period AND c.cumulative = w.cumulative
    GROUP BY w.submission, w.sheet, w.cell
)
SELECT w.submission, w.sheet, w.cell, 'rows' AS axis, w.figure AS got, a.rows, figure_name(w.indicator, w.breakdown) AS indicator_name, greatest(w.low - a.high, a.low - w.high) AS imbalance,
    figure_of(w.unit, w.indicator, w.period, w.breakdown, a.state, a.qualifier, a.total, a.upper, a.words, 'sum', 0) AS expected
FROM added a JOIN whole w ON w.submission = a.submission AND w.sheet = a.sheet AND w.cell = a.cell
WHERE a.total IS NOT NULL AND (a.low > w.high OR a.high < w.low)
    AND NOT EXISTS (FROM total_balance t WHERE t.submission = w.submission AND t.sheet = w.sheet AND t.cell = w.cell AND t.axis = 'units' AND NOT t.possible AND t.sum_value = a.total)
