INSERT INTO closed_period VALUES ($period, $who, $made)
