DELETE FROM edition_difference WHERE submission IN (SELECT unnest($submissions))
