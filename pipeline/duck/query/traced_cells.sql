-- Cells by their ids; by indicator and breakdown, time and unit. The bounds of an exact figure are itself.
SELECT o.cell_id, o.submission, o.sheet, o.cell, o.line, o.unit, o.indicator, o.breakdown, o.period, o.cumulative, o.raw, o.state, o.qualifier, o.value, o.upper, o.words,
    CASE WHEN o.qualifier <> 'exact' THEN [o.low, o.high, o.soft_low, o.soft_high] END AS bounds
FROM (SELECT *, rowid AS cell_id FROM observation WHERE rowid IN (SELECT unnest($cells))) o JOIN indicator i ON i.id = o.indicator LEFT JOIN map_unit u ON u.id = o.unit
ORDER BY i.position, o.breakdown, o.first_month, o.last_month, o.period, u.position NULLS LAST, o.unit, o.submission, o.sheet, cell_row(o.cell), o.cell
