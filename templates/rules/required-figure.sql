/*
code: required-figure
severity: error
scope: form
title: Thiếu số liệu bắt buộc
sentence: "Dòng “{line}”: ô {cell} còn trống, mà {indicator_name} là số liệu bắt buộc."
advice: Ghi số vào ô {cell}; nếu không có mô hình nào thì ghi 0.
waivable: nobody
*/
SELECT c.submission, c.sheet, c.cell, c.line, c.figure AS got, 'một số, kể cả 0' AS expected, lower(i.name) AS indicator_name
FROM form_cell c JOIN indicator i ON i.id = c.indicator
WHERE c.submission IN (SELECT unnest($submissions)) AND c.required AND c.state = 'missing'
