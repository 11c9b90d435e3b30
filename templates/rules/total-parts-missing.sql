/*
code: total-parts-missing
severity: warning
scope: total
title: Tổng công bố khi còn thiếu phần
sentence: "{indicator_name} của {unit_name}: ô {cell} công bố {got}, {parts} đơn vị có số cộng lại là {expected}; còn thiếu {missing}, phần còn lại là {remainder}."
advice: Đôn đốc các đơn vị còn thiếu gửi số liệu; phần còn lại phải bằng tổng số của họ.
source: VTL 2.1, check_hierarchy
*/
SELECT submission, sheet, cell, figure AS got, sum_figure AS expected, unit_name, indicator_name, parts,
    CASE WHEN len(missing) > 10 THEN array_to_string(missing[:10], ', ') || ' và ' || (len(missing) - 10) || ' đơn vị khác' ELSE array_to_string(missing, ', ') END AS missing,
    figure_of(unit, indicator, period, breakdown, 'declared', qualifier, imbalance, NULL, words, 'sum', 0) AS remainder
FROM total_balance($submissions)
WHERE possible AND len(missing) > 0
