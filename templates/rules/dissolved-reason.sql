/*
code: dissolved-reason
severity: warning
scope: form
title: Mô hình giải thể chưa ghi lý do
sentence: "Ô {cell}: mô hình “{name}” ghi giải thể mà chưa ghi lý do."
advice: Ghi lý do vào cột “Lý do giải thể” của dòng ấy, ví dụ Không hiệu quả, Hết đối tượng, Sáp nhập, Thay đổi địa giới; cột “Tình trạng” giữ nguyên.
forms: [danh-muc]
*/
SELECT submission, sheet, coalesce(reason_cell, state_cell) AS cell, '…' AS got, 'lý do giải thể' AS expected, name
FROM model
WHERE submission IN (SELECT unnest($submissions)) AND NOT operating AND reason = ''
