/*
code: cumulative-falls
severity: error
scope: total
title: Số lũy kế thấp hơn số đã báo cáo trong năm
sentence: "{indicator_name} của {unit_name}: ô {cell} ghi lũy kế từ đầu năm là {got}, thấp hơn {expected} đã báo cáo trong năm ({before_period}: tệp {before_file}, ô {before_cell})."
advice: Số lũy kế gồm cả các kỳ trước trong năm nên không thể giảm. Kiểm tra lại ô {cell} và ô {before_cell} của tệp {before_file}; biểu nào sai thì sửa và gửi lại.
waivable: department
*/
-- A flow, or a count of different things over months, is never less than any part of its time. Where the parts of the time add up to more
-- than the figure, total-imbalance has told it.
WITH told AS (
    SELECT c.* FROM accepted_cell c JOIN indicator i ON i.id = c.indicator AND i.nature = 'flow' AND (i.adds_time OR i.distinct_time)
    WHERE c.submission IN (SELECT unnest($submissions)) AND c.cumulative AND c.unit = c.reporter AND c.state IN ('declared', 'zero') AND c.high IS NOT NULL
), before AS (
    SELECT o.*, f.file_name, f.layout
    FROM (SELECT DISTINCT unit, first_month, last_month FROM told) a JOIN run_form f ON f.reporter = a.unit AND f.last_month BETWEEN a.first_month AND a.last_month
    JOIN observation o ON o.submission = f.id AND o.unit = f.reporter WHERE o.state IN ('declared', 'zero') AND o.low > 0
), fallen AS (
    SELECT t.submission, t.sheet, t.cell, t.figure, t.unit, t.indicator, t.breakdown, t.first_month, t.last_month, b.period AS before_period,
        b.state, b.qualifier, b.value, b.upper, b.words, b.file_name, b.cell AS before_cell, make_run(b.first_month, b.last_month) AS run
    FROM told t JOIN before b ON b.unit = t.unit AND b.indicator = t.indicator AND b.breakdown = t.breakdown
        AND b.low > t.high AND b.first_month >= t.first_month AND b.last_month <= t.last_month AND b.period <> t.period
    QUALIFY row_number() OVER (PARTITION BY t.submission, t.sheet, t.cell ORDER BY b.low DESC, b.last_month DESC, b.first_month, b.layout, b.sheet, b.cell) = 1
)
SELECT f.submission, f.sheet, f.cell, f.figure AS got, figure_of(f.unit, f.indicator, f.before_period, f.breakdown, f.state, f.qualifier, f.value, f.upper, f.words, 'own', 0) AS expected,
    figure_name(f.indicator, f.breakdown) AS indicator_name, u.name AS unit_name, period_name(f.run) AS before_period, f.file_name AS before_file, f.before_cell
FROM fallen f JOIN map_unit u ON u.id = f.unit
WHERE NOT EXISTS (FROM total_balance b WHERE b.submission = f.submission AND b.sheet = f.sheet AND b.cell = f.cell AND b.axis = 'time' AND NOT b.possible)
    AND NOT EXISTS (FROM redrawn r WHERE r.unit = f.unit AND r.month > f.first_month AND r.month <= f.last_month) -- it was another territory
