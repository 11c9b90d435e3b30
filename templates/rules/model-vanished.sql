/*
code: model-vanished
severity: warning
scope: total
title: Mô hình của kỳ trước không có trong danh mục kỳ này
sentence: "Danh mục không có {models} mô hình đang hoạt động ở danh mục kỳ trước (tệp {before_file}) và không ghi là giải thể: {names}."
advice: Mô hình còn hoạt động thì ghi lại đúng tên và xã như kỳ trước; đã giải thể thì ghi một dòng với tình trạng Giải thể và lý do.
forms: [danh-muc]
*/
SELECT b.submission, any_value(here.sheet) AS sheet, '' AS cell, 'không có' AS got, 'có, hoặc ghi giải thể' AS expected, count(*) AS models, any_value(o.file_name) AS before_file,
    array_to_string(list('“' || o.name || '”' ORDER BY o.name, o.unit)[:5], ', ') || CASE WHEN count(*) > 5 THEN ' …' ELSE '' END AS names
FROM register_before b
JOIN (SELECT submission, min(sheet) AS sheet FROM model GROUP BY submission) here ON here.submission = b.submission
JOIN model o ON o.submission = b.before AND o.operating
WHERE b.submission IN (SELECT unnest($submissions))
    AND NOT EXISTS (FROM model m WHERE m.submission = b.submission AND m.folded = o.folded AND m.unit = o.unit)
GROUP BY b.submission
