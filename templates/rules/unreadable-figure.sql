/*
code: unreadable-figure
severity: error
scope: form
title: Ô số liệu không đọc được
sentence: "Dòng “{line}”: ô {cell} ghi “{got}”, không đọc được là số liệu{readings}."
advice: "{how}; chưa có số thì để trống; không phát sinh thì ghi 0."
source: Nghị định 30/2020/NĐ-CP, Phụ lục I
waivable: nobody
*/
SELECT submission, sheet, cell, line, raw AS got,
    CASE WHEN i.unit_of_measure = '%' THEN 'Ghi tỷ lệ phần trăm, ví dụ 98,5 hoặc 98,5 %' ELSE 'Ghi một số nguyên, không dấu chấm, dấu phẩy, ví dụ 2258; số ước lượng ghi chữ, ví dụ gần 1.900' END AS how,
    CASE WHEN len(readings) > 1 THEN ' (có thể là ' || array_to_string(readings, ' hoặc ') || ')' ELSE '' END AS readings,
    CASE WHEN len(readings) > 0 THEN array_to_string(readings, ' hoặc ') ELSE 'một số' END AS expected
FROM form_cell c JOIN indicator i ON i.id = c.indicator
WHERE submission IN (SELECT unnest($submissions)) AND state = 'unreadable'
