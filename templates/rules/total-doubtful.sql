/*
code: total-doubtful
severity: warning
scope: total
title: Tổng ước lượng còn cách xa tổng các phần
sentence: "{indicator_name} của {unit_name}: ô {cell} công bố “{got}”, mà {sum_words_of} là {expected}: đúng về chữ, nhưng cách xa số tròn đã nêu."
advice: Nêu số tròn gần hơn, hoặc ghi số chính xác.
mode: non_null
source: VTL 2.1, check_hierarchy
*/
SELECT submission, sheet, cell, axis, figure AS got, sum_figure AS expected, unit_name, indicator_name, sum_words_of
FROM total_balance
WHERE submission IN (SELECT unnest($submissions)) AND hierarchy_evaluates(parts, len(missing), $mode) AND possible AND NOT plausible
