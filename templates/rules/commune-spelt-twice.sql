/*
code: commune-spelt-twice
severity: note
scope: total
title: Một xã có lẽ được ghi hai cách
sentence: "Ô {cell}: “{got}” có lẽ là xã đã ghi là “{expected}” (tệp {other_file}, ô {other_cell}); số liệu của hai cách ghi không cộng với nhau."
advice: Nếu là một xã thì ghi thống nhất tên xã và tên huyện, rồi gửi lại biểu ghi sai; nếu là hai xã thì không phải làm gì.
*/
-- What is spelt so later in a year is told of what was there before. Two names that differ in marks only, both in one of the two forms, are two communes.
WITH checked AS (
    SELECT id, reporter, last_month // 12 AS year FROM submission WHERE id IN (SELECT unnest($submissions))
), near AS MATERIALIZED (
    SELECT c.*, s.reporter, s.file_name, s.last_month FROM commune c JOIN submission s ON s.id = c.submission AND s.state = 'accepted'
    WHERE (s.reporter, s.last_month // 12) IN (SELECT reporter, year FROM checked)
), spelling AS MATERIALIZED ( -- few names stand in many forms
    SELECT name, loose(name) AS spelt, fold(name) AS folded FROM (SELECT name FROM near UNION SELECT district FROM near)
), named AS (
    SELECT n.*, s.spelt, s.folded, d.spelt AS in_district FROM near n JOIN spelling s ON s.name = n.name JOIN spelling d ON d.name = n.district
)
SELECT a.submission, a.sheet, a.cell, a.name || CASE WHEN a.district = '' THEN '' ELSE ', ' || a.district END AS got,
    min(b.name || CASE WHEN b.district = '' THEN '' ELSE ', ' || b.district END) AS expected,
    min_by(b.file_name, (b.file_name, b.cell)) AS other_file, min_by(b.cell, (b.file_name, b.cell)) AS other_cell
FROM named a JOIN named b ON b.reporter = a.reporter AND b.spelt = a.spelt AND b.unit <> a.unit
    AND (a.in_district = b.in_district OR a.in_district = '' OR b.in_district = '')
    AND a.last_month // 12 = b.last_month // 12 AND (a.last_month, a.unit) > (b.last_month, b.unit)
WHERE a.submission IN (SELECT unnest($submissions))
    AND NOT EXISTS (FROM named x WHERE a.folded = b.folded AND (x.submission = a.submission AND x.unit = b.unit OR x.submission = b.submission AND x.unit = a.unit))
GROUP BY ALL
