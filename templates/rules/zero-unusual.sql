/*
code: zero-unusual
severity: warning
scope: total
title: Ghi 0 trong khi các kỳ trước đều có
sentence: "{indicator_name} của {unit_name}: ô {cell} ghi {got}, mà cả {periods} kỳ đã có số liệu trong 12 kỳ trước đều lớn hơn 0; kỳ gần nhất là {expected}."
advice: Chưa có số liệu thì để trống ô {cell}, ghi nhầm thì sửa, rồi gửi lại; đúng là không phát sinh thì giải trình.
*/
SELECT h.submission, h.sheet, h.cell, h.figure AS got, h.latest AS expected, h.periods, u.name AS unit_name, figure_name(h.indicator, h.breakdown) AS indicator_name
FROM figure_history h JOIN map_unit u ON u.id = h.unit
WHERE h.submission IN (SELECT unnest($submissions)) AND h.state = 'zero' AND h.least > 0
