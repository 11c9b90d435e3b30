/*
code: total-parts-missing
severity: warning
scope: total
title: Tổng công bố khi còn thiếu phần
sentence: "{indicator_name} của {unit_name}: ô {cell} công bố {got}, {sum_words_of} có số liệu là {expected}; còn thiếu {missing}{remainder_words}{remainder}."
advice: Bổ sung số liệu còn thiếu (đơn vị, kỳ hoặc dòng đã nêu); phần còn lại phải bằng tổng của chúng.
mode: partial_zero
source: VTL 2.1, check_hierarchy
*/
SELECT submission, sheet, cell, axis, figure AS got, sum_figure AS expected, unit_name, indicator_name, sum_words_of,
    CASE WHEN len(missing) > 10 THEN array_to_string(missing[:10], ', ') || ' và ' || (len(missing) - 10) || CASE axis WHEN 'units' THEN ' đơn vị khác' ELSE ' phần khác' END ELSE array_to_string(missing, ', ') END AS missing,
    -- What a hedged total leaves is not known where the parts exceed the number that it names.
    CASE WHEN imbalance >= 0 THEN ', phần còn lại là ' ELSE '' END AS remainder_words,
    CASE WHEN imbalance >= 0 THEN figure_of(unit, indicator, period, breakdown, 'declared', CASE WHEN sum_qualifier = 'exact' THEN qualifier ELSE 'about' END,
        imbalance, upper_imbalance, CASE WHEN sum_qualifier = 'exact' THEN words ELSE '' END, 'sum', 0) END AS remainder
FROM total_balance
WHERE submission IN (SELECT unnest($submissions)) AND hierarchy_evaluates(parts, len(missing), $mode) AND possible AND len(missing) > 0 AND NOT cumulative -- what lacks before the first form of a year is known
