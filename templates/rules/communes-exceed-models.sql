/*
code: communes-exceed-models
severity: error
severity_from: 2027-01-01
scope: form
title: Số xã không nhiều hơn số mô hình
sentence: "Ô {cell}: số {indicator_name} là {got}, nhiều hơn số mô hình {models_done} là {expected} ở ô {models_cell}."
advice: Mỗi xã được đếm có ít nhất một mô hình. Kiểm tra lại ô {cell} và ô {models_cell}, sửa ô sai.
indicators: [models.built_communes, models.built, models.consolidated_communes, models.consolidated]
*/
WITH cells AS (
    SELECT * FROM form_cell WHERE submission IN (SELECT unnest($submissions)) AND state IN ('declared', 'zero')
        AND indicator IN ('models.built_communes', 'models.built', 'models.consolidated_communes', 'models.consolidated')
)
SELECT c.submission, c.sheet, c.cell, c.figure AS got, m.figure AS expected, m.cell AS models_cell, lower(i.name) AS indicator_name, p.models_done
FROM cells c
JOIN (VALUES ('models.built_communes', 'models.built', 'xây dựng mới'), ('models.consolidated_communes', 'models.consolidated', 'được củng cố')) p(communes, models, models_done) ON p.communes = c.indicator
JOIN cells m ON m.submission = c.submission AND m.unit = c.unit AND m.period = c.period AND m.cumulative = c.cumulative AND m.breakdown = c.breakdown AND m.indicator = p.models
JOIN indicator i ON i.id = c.indicator
WHERE c.low > m.high
