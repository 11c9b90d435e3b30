/*
code: stock-flow
severity: warning
scope: form
title: Đầu kỳ cộng tăng trừ giảm bằng cuối kỳ
sentence: "Số mô hình cuối kỳ ở ô {cell} là {got}; đầu kỳ {opening} + xây dựng mới {built} + tiếp nhận {merged_in} - giải thể {dissolved} - sáp nhập, chuyển đi {merged_out} = {expected}."
advice: Kiểm tra lại các dòng tăng, giảm trong kỳ; mô hình giải thể, sáp nhập hay chuyển đi cũng phải ghi. Củng cố và nhân rộng không làm tăng số mô hình.
indicators: [models.opening, models.built, models.merged_in, models.dissolved, models.merged_out, models.closing]
mode: partial_zero
source: VTL 2.1, check_hierarchy
*/
-- A warning, for offices keep no double entry. Opening, built and closing must be there in any mode; what is dissolved, merged or
-- taken over counts as none where it is empty.
WITH cells AS (
    SELECT * FROM form_cell WHERE submission IN (SELECT unnest($submissions)) AND NOT cumulative
        AND indicator IN ('models.opening', 'models.built', 'models.merged_in', 'models.dissolved', 'models.merged_out', 'models.closing')
), closing AS (
    SELECT c.* FROM cells c SEMI JOIN cells o ON o.submission = c.submission AND o.unit = c.unit AND o.indicator = 'models.opening'
    WHERE c.indicator = 'models.closing' AND c.state IN ('declared', 'zero')
), balanced AS (
    SELECT c.submission, c.sheet, c.cell, c.figure AS got, c.value AS closing,
        any_value(m.figure) FILTER (o.indicator = 'models.opening' AND m.value IS NOT NULL) AS opening, any_value(m.figure) FILTER (o.indicator = 'models.built' AND m.value IS NOT NULL) AS built,
        coalesce(any_value(m.value) FILTER (o.indicator = 'models.merged_in'), 0) AS merged_in,
        coalesce(any_value(m.value) FILTER (o.indicator = 'models.dissolved'), 0) AS dissolved,
        coalesce(any_value(m.value) FILTER (o.indicator = 'models.merged_out'), 0) AS merged_out,
        hierarchy_sum(m.state, o.sign * m.value, $mode) AS expected,
        c.qualifier = 'exact' AND count(*) FILTER (m.value IS NOT NULL AND m.qualifier <> 'exact') = 0 AS exact
    FROM closing c
    CROSS JOIN (VALUES ('models.opening', 1), ('models.built', 1), ('models.merged_in', 1), ('models.dissolved', -1), ('models.merged_out', -1)) o(indicator, sign)
    LEFT JOIN cells m ON m.submission = c.submission AND m.unit = c.unit AND m.period = c.period AND m.breakdown = c.breakdown AND m.indicator = o.indicator
    GROUP BY c.submission, c.sheet, c.cell, c.figure, c.value, c.qualifier
)
SELECT submission, sheet, cell, got, expected, opening, built, merged_in, dissolved, merged_out
FROM balanced
WHERE opening IS NOT NULL AND built IS NOT NULL AND exact AND closing <> expected
