INSERT OR IGNORE INTO known_breakdown SELECT unnest($breakdowns)
