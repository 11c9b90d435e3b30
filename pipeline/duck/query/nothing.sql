INSERT INTO nothing_to_report VALUES ($layout, $unit, $period, $who, $made)
