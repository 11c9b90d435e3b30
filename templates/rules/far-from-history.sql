/*
code: far-from-history
severity: warning
scope: total
title: Số liệu khác xa các kỳ trước
sentence: "{indicator_name} của {unit_name}: ô {cell} ghi {got}, khác xa {periods} kỳ trước (trung vị {expected}{last_year_words}{last_year})."
advice: Xem ô {cell} có thừa hoặc thiếu chữ số, dấu chấm, dấu phẩy không. Sai thì sửa và gửi lại; đúng thì giải trình vì sao tăng, giảm.
source: Iglewicz và Hoaglin (1993), How to Detect and Handle Outliers
*/
-- The modified z-score of the twelve periods before; where more than half of them are one number, an absolute threshold. The z-score of a
-- low value in a skewed series never gets far, so a fifth of the median is far too. What lies between the median and the same period last
-- year, or near the latter, is no surprise; where that is not known, only what is five times more than ever is, or five times less: a dot
-- or a digit misread. A zero is zero-unusual's.
WITH compared AS (
    SELECT *, least(greatest(middle, value), coalesce(upper, value)) AS nearest, abs(nearest - middle) AS away FROM figure_history WHERE submission IN (SELECT unnest($submissions)) AND value > 0
)
SELECT c.submission, c.sheet, c.cell, c.figure AS got, c.middle::DECIMAL(18,4) AS expected, c.periods, u.name AS unit_name, figure_name(c.indicator, c.breakdown) AS indicator_name,
    CASE WHEN c.last_year IS NULL THEN '' ELSE '; cùng kỳ năm trước ' END AS last_year_words, c.last_year
FROM compared c JOIN map_unit u ON u.id = c.unit
WHERE CASE WHEN c.nearest * 5 < c.middle THEN c.away > 10
        WHEN c.deviation > 0 THEN 0.6745 * c.away / c.deviation > 3.5 ELSE c.away > 10 AND c.away > c.middle / 2 END
    AND CASE WHEN c.last_year IS NOT NULL THEN abs(c.nearest - c.last_year) > greatest(10, c.last_year / 2) AND c.nearest NOT BETWEEN least(c.middle, c.last_year) AND greatest(c.middle, c.last_year)
        ELSE c.nearest > 5 * c.greatest AND c.away > 10 OR c.nearest * 5 < c.least_above_zero AND c.away > 10 END
