/*
code: whole-number
severity: error
scope: form
title: Số đếm phải là số nguyên không âm
sentence: "Dòng “{line}”: ô {cell} ghi {got}; {indicator_name} đếm bằng số nguyên không âm."
advice: Kiểm tra lại dấu chấm, dấu phẩy và dấu trừ; ghi số nguyên không âm vào ô {cell}.
waivable: nobody
*/
SELECT c.submission, c.sheet, c.cell, c.line, c.figure AS got, 'số nguyên không âm' AS expected, lower(i.name) AS indicator_name
FROM form_cell c JOIN indicator i ON i.id = c.indicator
WHERE c.submission IN (SELECT unnest($submissions)) AND i.unit_of_measure <> '%' -- those are rate-range's
    AND (c.value < 0 OR c.upper < 0 OR NOT i.decimal AND (c.value <> trunc(c.value) OR c.upper <> trunc(c.upper)))
