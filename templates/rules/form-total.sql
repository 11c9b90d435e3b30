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
), operand AS (
    SELECT w.*, p.part FROM whole w JOIN part_of p ON p.whole = w.unit AND w.map_day BETWEEN p.valid_from AND p.valid_to
    UNION ALL
    SELECT w.*, c.unit FROM whole w JOIN (SELECT DISTINCT submission, unit FROM commune) c ON c.submission = w.submission
), added AS (
    SELECT o.submission, o.sheet, o.cell, any_value(o.figure) AS got, any_value(o.low) AS low, any_value(o.high) AS high, o.unit, o.indicator, o.period, o.breakdown, count(*) AS rows,
        hierarchy_sum(p.state, p.value, $mode) AS total, hierarchy_sum(p.state, p.low, $mode) AS low_sum, hierarchy_bound(p.state, p.high, $mode) AS high_sum,
        figure_of(o.unit, o.indicator, o.period, o.breakdown, sum_state(p.state, p.qualifier, p.value), sum_qualifier(p.qualifier, p.value), total,
            sum(coalesce(p.upper, p.value)), sum_words(p.qualifier, p.value, p.low, p.high, p.words), 'sum', 0) AS expected
    FROM operand o LEFT JOIN cells p ON p.submission = o.submission AND p.unit = o.part AND p.indicator = o.indicator AND p.breakdown = o.breakdown
        AND p.period = o.period AND p.cumulative = o.cumulative
    GROUP BY o.submission, o.sheet, o.cell, o.unit, o.indicator, o.period, o.breakdown
)
SELECT a.submission, a.sheet, a.cell, 'rows' AS axis, a.got, a.expected, a.rows, figure_name(a.indicator, a.breakdown) AS indicator_name, greatest(a.low - a.high_sum, a.low_sum - a.high) AS imbalance
FROM added a
WHERE a.total IS NOT NULL AND (a.low_sum > a.high OR a.high_sum < a.low)
    AND NOT EXISTS (FROM total_balance t WHERE t.submission = a.submission AND t.sheet = a.sheet AND t.cell = a.cell AND t.axis = 'units' AND NOT t.possible AND t.sum_value = a.total)
