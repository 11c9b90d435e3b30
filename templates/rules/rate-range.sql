/*
code: rate-range
severity: error
scope: form
title: Tỷ lệ phần trăm phải từ 0 đến 100
sentence: "Dòng “{line}”: ô {cell} ghi {got} %; {indicator_name} phải từ 0 đến 100 %."
advice: Kiểm tra lại dấu chấm, dấu phẩy và dấu trừ; ghi tỷ lệ phần trăm từ 0 đến 100 vào ô {cell}, ví dụ 98,5.
waivable: nobody
*/
SELECT c.submission, c.sheet, c.cell, c.line, c.figure AS got, 'từ 0 đến 100' AS expected, lower(i.name) AS indicator_name
FROM form_cell c JOIN indicator i ON i.id = c.indicator
WHERE c.submission IN (SELECT unnest($submissions)) AND i.unit_of_measure = '%'
    AND (c.value < 0 OR c.value > 100 OR c.upper > 100 OR c.low > 100)
