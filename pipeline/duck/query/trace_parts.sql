-- What each line is made of, by the units that its cells are about.
SELECT p.line, c.unit, figure_of(c.unit, any_value(c.indicator), $period, any_value(c.breakdown), sum_state(c.state, c.qualifier, c.value), sum_qualifier(c.qualifier, c.value),
        sum(c.value), sum(coalesce(c.upper, c.value)), sum_words(c.qualifier, c.value, c.low, c.high, c.words), CASE WHEN count(*) > 1 THEN 'sum' ELSE any_value(c.figure.source) END, 0,
        superior := bool_or(c.figure.source = 'superior'), cells := list(c.cell_id)) AS figure
FROM (SELECT line, unnest(figure.cells) AS cell_id FROM trace_line WHERE kind <> 'total') p JOIN form_cell c ON c.cell_id = p.cell_id
GROUP BY p.line, c.unit
ORDER BY p.line, min(c.first_month), c.unit
