/*
code: commune-new
severity: note
scope: total
title: Xã không có trong biểu kỳ trước
sentence: "{communes} xã không có trong biểu kỳ trước của đơn vị (tệp {before_file}): {names}; xã đầu tiên ở ô {cell}."
advice: Ghi sai tên xã hoặc huyện thì sửa đúng như kỳ trước rồi gửi lại; xã mới lập, đổi tên hoặc kỳ trước chưa có số liệu thì không phải làm gì.
forms: [xa]
*/
-- What is only spelt otherwise is told by commune-spelt-twice. After a change of the map most names are new, and that says nothing.
WITH before AS (
    FROM forms_before($submissions) b WHERE EXISTS (FROM commune c WHERE c.submission = b.before)
    QUALIFY row_number() OVER (PARTITION BY submission ORDER BY ago) = 1
), named AS (
    SELECT b.*, c.unit, c.sheet, c.cell, c.name, c.district FROM before b JOIN submission s ON s.id = b.submission AND s.layout = 'xa' JOIN commune c ON c.submission = b.submission
), unknown AS (
    SELECT n.*, loose(n.name) AS spelt, loose(n.district) AS in_district FROM named n ANTI JOIN commune o ON o.submission = n.before AND o.unit = n.unit
), known AS (
    SELECT submission, loose(name) AS spelt, loose(district) AS in_district FROM commune WHERE submission IN (SELECT before FROM unknown)
), added AS (
    SELECT submission, count(*) AS communes, arg_min(sheet, cell_row(cell)) AS sheet, arg_min(cell, cell_row(cell)) AS cell,
        array_to_string(list(name || CASE WHEN district = '' THEN '' ELSE ', ' || district END ORDER BY cell_row(cell))[:5], '; ') || CASE WHEN count(*) > 5 THEN ' …' ELSE '' END AS names
    FROM unknown n ANTI JOIN known k ON k.submission = n.before AND k.spelt = n.spelt AND (k.in_district = n.in_district OR k.in_district = '' OR n.in_district = '')
    GROUP BY submission
)
SELECT b.submission, a.sheet, a.cell, a.communes || ' xã: ' || a.names AS got, 'xã đã có trong biểu kỳ trước' AS expected, a.communes, a.names, b.before_file
FROM added a JOIN before b ON b.submission = a.submission
WHERE NOT (2 * a.communes > (SELECT count(*) FROM named n WHERE n.submission = b.submission)
    AND EXISTS (FROM map_unit u WHERE u.kind = 'province' AND u.valid_from > b.before_map_day AND u.valid_from <= b.map_day))
