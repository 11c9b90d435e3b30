/*
code: total-imbalance
severity: error
scope: total
title: Tổng công bố khác tổng các phần
sentence: "{indicator_name} của {unit_name}: ô {cell} công bố {got}, {sum_words_of} là {expected}, chênh lệch {imbalance}{missing_words}."
advice: "{compare_words}; biểu nào sai thì sửa và gửi lại."
mode: partial_zero
waivable: department
source: VTL 2.1, check_hierarchy
*/
-- All parts are there, or those that are there already exceed the total: a missing part counts as 0 and may be anything more, so no
-- figure of it can mend that.
SELECT submission, sheet, cell, axis, figure AS got, sum_figure AS expected, unit_name, indicator_name, sum_words_of, compare_words, gap AS imbalance,
    CASE WHEN len(missing) > 0 THEN ' dù còn thiếu ' || array_to_string(missing, ', ') ELSE '' END AS missing_words
FROM total_balance
WHERE submission IN (SELECT unnest($submissions)) AND hierarchy_evaluates(parts, len(missing), $mode) AND NOT possible
