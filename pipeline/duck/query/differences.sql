SELECT submission, sheet, cell, line, before, after FROM edition_difference WHERE submission IN (SELECT unnest($submissions)) ORDER BY submission, ordinal
