/*
code: opening-differs
severity: warning
scope: total
title: Số đầu kỳ khác số cuối kỳ trước
sentence: "{indicator_name} của {unit_name}: ô {cell} ghi {got}, mà {before_words} là {expected}{before_place}."
advice: Số đầu kỳ phải bằng số cuối kỳ trước. Ghi nhầm số đầu kỳ thì sửa ô {cell} và gửi lại; số cuối kỳ trước sai thì gửi lại biểu kỳ trước; nếu cả hai đều đúng thì giải trình.
indicators: [models.opening, models.closing]
mode: non_null
*/
-- The stock at the first day is the one that the month before closed with: of the province, or of what became it, all of them.
WITH opened AS (
    SELECT * FROM accepted_cell
    WHERE submission IN (SELECT unnest($submissions)) AND indicator = 'models.opening' AND unit = reporter AND state IN ('declared', 'zero') AND period NOT LIKE '____-__-__'
), closed AS ( -- the shortest of several periods that end with the month
    SELECT * FROM accepted_cell
    WHERE last_month IN (SELECT first_month - 1 FROM opened) AND indicator = 'models.closing' AND unit = reporter AND state IN ('declared', 'zero', 'not_applicable') AND period NOT LIKE '____-__-__'
    QUALIFY row_number() OVER (PARTITION BY unit, breakdown, last_month ORDER BY first_month DESC, layout, sheet, cell) = 1
), added AS (
    SELECT o.submission, o.sheet, o.cell, any_value(o.figure) AS got, any_value(o.low) AS low, any_value(o.high) AS high, o.unit, o.breakdown,
        list(u.name ORDER BY u.position) AS names, any_value(c.file_name) AS before_file, any_value(c.cell) AS before_cell, any_value(make_run(c.first_month, c.last_month)) AS run,
        hierarchy_sum(c.state, c.value, $mode) AS total, hierarchy_sum(c.state, c.low, $mode) AS low_sum, hierarchy_bound(c.state, c.high, $mode) AS high_sum,
        figure_of(o.unit, 'models.closing', any_value(c.period), o.breakdown, sum_state(c.state, c.qualifier, c.value), sum_qualifier(c.qualifier, c.value), total,
            sum(coalesce(c.upper, c.value)), sum_words(c.qualifier, c.value, c.low, c.high, c.words), 'sum', 0) AS expected
    FROM opened o JOIN lineage l ON l.became = o.unit AND l.exact AND o.map_day BETWEEN l.valid_from AND l.valid_to
    JOIN map_unit u ON u.id = l.unit AND u.kind = 'province' AND o.first_month - 1 BETWEEN u.first_month AND u.last_month
    LEFT JOIN closed c ON c.unit = l.unit AND c.breakdown = o.breakdown AND c.last_month = o.first_month - 1
    GROUP BY o.submission, o.sheet, o.cell, o.unit, o.breakdown
)
SELECT a.submission, a.sheet, a.cell, a.got, a.expected, u.name AS unit_name, figure_name('models.opening', a.breakdown) AS indicator_name,
    CASE WHEN len(a.names) = 1 THEN 'số cuối ' || period_name(a.run) ELSE 'tổng số cuối kỳ trước của ' || array_to_string(a.names, ', ') END AS before_words,
    CASE WHEN len(a.names) = 1 THEN ' (tệp ' || a.before_file || ', ô ' || a.before_cell || ')' ELSE '' END AS before_place
FROM added a JOIN map_unit u ON u.id = a.unit
WHERE a.total IS NOT NULL AND (a.low_sum > a.high OR a.high_sum < a.low)
