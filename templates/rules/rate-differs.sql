/*
code: rate-differs
severity: error
scope: form
title: Tỷ lệ khác với hai số của nó
sentence: "Dòng “{line}”: ô {cell} ghi tỷ lệ {got} %, mà {pledged} hộ cam kết trên {households} hộ là {expected} %."
advice: Kiểm tra lại ô {cell}, số hộ cam kết và tổng số hộ; sửa ô sai.
forms: [ngay-hoi]
indicators: [festival.pledged_rate, festival.pledged, festival.households]
*/
WITH cells AS (
    SELECT * FROM form_cell WHERE submission IN (SELECT unnest($submissions)) AND state IN ('declared', 'zero')
)
SELECT r.submission, r.sheet, r.cell, r.line, r.figure AS got, p.figure AS pledged, h.figure AS households, round(100 * p.value / h.value, 1)::DECIMAL(18,4) AS expected
FROM cells r
JOIN cells p ON p.submission = r.submission AND p.unit = r.unit AND p.period = r.period AND p.indicator = 'festival.pledged'
JOIN cells h ON h.submission = r.submission AND h.unit = r.unit AND h.period = r.period AND h.indicator = 'festival.households'
WHERE r.indicator = 'festival.pledged_rate' AND p.qualifier = 'exact' AND h.qualifier = 'exact' AND h.value > 0
    AND (r.low > 100 * p.value / h.value + 0.5 OR r.high < 100 * p.value / h.value - 0.5) -- a rate may be rounded to a whole number
