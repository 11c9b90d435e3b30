/*
code: stock-flow
severity: warning
scope: form
title: Đầu kỳ cộng tăng trừ giảm bằng cuối kỳ
sentence: "Số mô hình cuối kỳ ở ô {cell} là {got}; đầu kỳ {opening} + xây dựng mới {built} + tiếp nhận {merged_in} - giải thể {dissolved} - sáp nhập, chuyển đi {merged_out} = {expected}."
advice: Kiểm tra lại các dòng tăng, giảm trong kỳ; mô hình giải thể, sáp nhập hay chuyển đi cũng phải ghi. Củng cố và nhân rộng không làm tăng số mô hình.
*/
-- A warning, for offices keep no double entry. Opening, built and closing must be there (VTL non_null); what is
-- dissolved, merged or taken over counts as none where it is empty.
WITH cells AS (SELECT * FROM form_cell WHERE submission IN (SELECT unnest($submissions)) AND NOT cumulative AND state IN ('declared', 'zero')),
moves AS (
    SELECT submission, unit, period, breakdown,
        any_value(sheet) FILTER (indicator = 'models.closing') AS sheet, any_value(cell) FILTER (indicator = 'models.closing') AS cell,
        any_value(figure) FILTER (indicator = 'models.closing') AS got,
        any_value(low) FILTER (indicator = 'models.closing') AS low, any_value(high) FILTER (indicator = 'models.closing') AS high,
        any_value(figure) FILTER (indicator = 'models.opening') AS opening, any_value(figure) FILTER (indicator = 'models.built') AS built,
        coalesce(any_value(value) FILTER (indicator = 'models.merged_in'), 0) AS merged_in,
        coalesce(any_value(value) FILTER (indicator = 'models.dissolved'), 0) AS dissolved,
        coalesce(any_value(value) FILTER (indicator = 'models.merged_out'), 0) AS merged_out,
        sum(CASE WHEN indicator IN ('models.opening', 'models.built', 'models.merged_in') THEN value WHEN indicator IN ('models.dissolved', 'models.merged_out') THEN -value END) AS expected,
        bool_and(qualifier = 'exact') AS exact
    FROM cells WHERE indicator IN ('models.opening', 'models.built', 'models.merged_in', 'models.dissolved', 'models.merged_out', 'models.closing')
    GROUP BY submission, unit, period, breakdown
)
SELECT submission, sheet, cell, got, expected, opening, built, merged_in, dissolved, merged_out
FROM moves
WHERE got IS NOT NULL AND opening IS NOT NULL AND built IS NOT NULL AND exact AND got.value <> expected
