/*
code: register-differs
severity: warning
scope: total
title: Danh mục mô hình khác số đếm
sentence: "{indicator_name} của {unit_name}: ô {cell} ghi {got}, mà danh mục mô hình cùng kỳ cho {expected} (tệp {register_file})."
advice: Đối chiếu biểu với danh mục. Danh mục thiếu hoặc thừa mô hình thì gửi lại danh mục; số đếm sai thì gửi lại biểu này.
indicators: [models.opening, models.built, models.dissolved, models.closing, models.points]
*/
-- A warning: a register may name only some of the models. What is built and dissolved follows from the register of the period before.
WITH counted AS (
    SELECT * FROM accepted_cell
    WHERE submission IN (SELECT unnest($submissions)) AND unit = reporter AND breakdown = '' AND NOT cumulative AND state IN ('declared', 'zero')
)
SELECT c.submission, c.sheet, c.cell, c.figure AS got, r.figure AS expected, u.name AS unit_name, i.name AS indicator_name, s.file_name AS register_file
FROM counted c
JOIN register_count r ON r.reporter = c.unit AND r.period = c.period AND r.indicator = c.indicator
JOIN submission s ON s.id = r.submission JOIN unit u ON u.id = c.unit JOIN indicator i ON i.id = c.indicator
WHERE r.value < c.low OR r.value > c.high
