/*
code: form-copied
severity: warning
scope: total
title: Biểu giống hệt biểu kỳ trước
sentence: "Cả {figures} số liệu trong kỳ của biểu giống hệt biểu kỳ trước (tệp {before_file}), kể cả những việc phát sinh trong kỳ."
advice: Xem có gửi nhầm số liệu của kỳ trước không. Nhầm thì ghi số liệu của kỳ này và gửi lại; nếu đúng là như vậy thì giải trình.
*/
-- Stocks may well stay what they were; what happened in a period is hardly ever the same to the digit.
WITH before AS (
    SELECT submission, min(before) AS before, any_value(before_file) AS before_file FROM forms_before($submissions) WHERE ago = 1 GROUP BY submission
), known AS (
    SELECT o.submission, o.sheet, o.unit, o.indicator, o.breakdown, o.value, o.qualifier, o.upper, o.words, count(*) OVER (PARTITION BY o.submission) AS figures
    FROM observation o WHERE o.submission IN (SELECT unnest([submission, before]) FROM before) AND NOT o.cumulative AND o.state IN ('declared', 'zero')
)
SELECT b.submission, min(k.sheet) AS sheet, '' AS cell, any_value(b.before_file) AS before_file, count(*) AS figures, count(*) || ' số liệu giống hệt' AS got, 'số liệu của kỳ này' AS expected
FROM before b JOIN known k ON k.submission = b.submission
JOIN known o ON o.submission = b.before AND o.unit = k.unit AND o.indicator = k.indicator AND o.breakdown = k.breakdown
    AND o.value = k.value AND o.qualifier = k.qualifier AND o.upper IS NOT DISTINCT FROM k.upper AND o.words = k.words
JOIN indicator i ON i.id = k.indicator
GROUP BY b.submission
HAVING count(*) = any_value(k.figures) AND count(*) = any_value(o.figures) AND count(*) FILTER (k.value > 0) >= 3 AND count(*) FILTER (k.value > 0 AND i.nature = 'flow') > 0
