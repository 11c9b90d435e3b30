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
), operand AS (
    SELECT o.submission, o.sheet, o.cell, o.breakdown, o.first_month - 1 AS month, u.id AS unit, u.name, u.position
    FROM opened o JOIN lineage l ON l.became = o.unit AND l.exact AND o.map_day BETWEEN l.valid_from AND l.valid_to
    JOIN map_unit u ON u.id = l.unit AND u.kind = 'province' AND o.first_month - 1 BETWEEN u.first_month AND u.last_month
), closed AS ( -- the shortest of several periods that end with the month
    SELECT c.*, f.file_name FROM run_form f JOIN observation c ON c.submission = f.id AND c.unit = f.reporter AND c.last_month = f.last_month
    WHERE (f.reporter, f.last_month) IN (SELECT unit, month FROM operand) AND c.indicator = 'models.closing' AND c.state IN ('declared', 'zero', 'not_applicable')
    QUALIFY row_number() OVER (PARTITION BY c.unit, c.breakdown, c.last_month ORDER BY c.first_month DESC, f.layout, c.sheet, c.cell) = 1
), added AS (
    SELECT p.submission, p.sheet, p.cell, list(p.name ORDER BY p.position) AS names, any_value(c.file_name) AS before_file, any_value(c.cell) AS before_cell,
        any_value(make_run(c.first_month, c.last_month)) AS run, any_value(c.period) AS period,
        hierarchy_sum(c.state, c.value, $mode) AS total, hierarchy_sum(c.state, c.low, $mode) AS low, hierarchy_bound(c.state, c.high, $mode) AS high,
        sum(coalesce(c.upper, c.value)) AS upper, sum_state(c.state, c.qualifier, c.value) AS state, sum_qualifier(c.qualifier, c.value) AS qualifier,
        sum_words(c.qualifier, c.value, c.low, c.high, c.words) AS words
    FROM operand p LEFT JOIN closed c ON c.unit = p.unit AND c.breakdown = p.breakdown AND c.last_month = p.month
    GROUP BY p.submission, p.sheet, p.cell
)
SELECT o.submission, o.sheet, o.cell, o.figure AS got, u.name AS unit_name, figure_name(o.indicator, o.breakdown) AS indicator_name,
    figure_of(o.unit, 'models.closing', a.period, o.breakdown, a.state, a.qualifier, a.total, a.upper, a.words, 'sum', 0) AS expected,
    CASE WHEN len(a.names) = 1 THEN 'số cuối ' || period_name(a.run) ELSE 'tổng số cuối kỳ trước của ' || array_to_string(a.names, ', ') END AS before_words,
    CASE WHEN len(a.names) = 1 THEN ' (tệp ' || a.before_file || ', ô ' || a.before_cell || ')' ELSE '' END AS before_place
FROM added a JOIN opened o ON o.submission = a.submission AND o.sheet = a.sheet AND o.cell = a.cell JOIN map_unit u ON u.id = o.unit
WHERE a.total IS NOT NULL AND (a.low > o.high OR a.high < o.low)
