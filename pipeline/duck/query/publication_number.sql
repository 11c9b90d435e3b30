-- An edition of something else that bears the number: documents with a mark are numbered by themselves (Decree 30/2020/NĐ-CP, article 15).
SELECT edition, concat_ws(' ', name, unit, period, nullif(map, '')) FROM publication
WHERE edition > 0 AND number = $number AND symbol = $symbol AND year(dated) = $year AND (mark <> '') = $marked
    AND NOT (name = $name AND unit = $unit AND period = $period AND map = $map)
ORDER BY id LIMIT 1
