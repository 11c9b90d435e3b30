/*
code: empty-figures
severity: note
scope: form
title: Ô để trống được hiểu là chưa có số
sentence: "{empty} ô số liệu để trống, được hiểu là chưa có số liệu, không phải là 0; ô đầu tiên là {cell}."
advice: Nếu không phát sinh, ghi 0 vào ô ấy. Nếu chưa có số thì không phải làm gì.
*/
SELECT submission, sheet, min_by(cell, ordinal) AS cell, 'trống' AS got, 'số liệu, hoặc 0 nếu không phát sinh' AS expected, count(*) AS empty
FROM (SELECT submission, sheet, cell, state, required, row_number() OVER (PARTITION BY submission, sheet ORDER BY len(regexp_extract(cell, '\d+')), regexp_extract(cell, '\d+'), len(cell), cell) AS ordinal
      FROM form_cell WHERE submission IN (SELECT unnest($submissions)))
WHERE state = 'missing' AND NOT required
GROUP BY submission, sheet
