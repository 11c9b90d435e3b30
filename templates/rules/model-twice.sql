/*
code: model-twice
severity: note
scope: form
title: Hai dòng của danh mục có lẽ là một mô hình
sentence: "Ô {cell}: “{got}” có lẽ trùng với “{expected}” ở ô {other_cell}; cả hai đều được tính."
advice: Nếu là một mô hình thì bỏ một dòng và gửi lại; nếu là hai thì không phải làm gì.
forms: [danh-muc]
*/
-- The same name in the same commune, or spellings that differ in what is usually spelt in two ways or in one letter; numbers tell models apart.
WITH named AS (
    SELECT *, loose(name) AS spelt, regexp_extract_all(folded, '[0-9]+') AS numbers FROM model WHERE submission IN (SELECT unnest($submissions))
)
SELECT b.submission, b.sheet, b.cell, b.name AS got, min_by(a.name, cell_row(a.cell)) AS expected, min_by(a.cell, cell_row(a.cell)) AS other_cell
FROM named a JOIN named b ON b.submission = a.submission AND b.sheet = a.sheet AND b.unit = a.unit AND cell_row(b.cell) > cell_row(a.cell)
WHERE a.spelt = b.spelt OR a.numbers = b.numbers AND len(a.spelt) >= 12 AND levenshtein(a.spelt, b.spelt) <= 1
GROUP BY b.submission, b.sheet, b.cell, b.name
