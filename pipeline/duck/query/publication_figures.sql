SELECT publication, unit, indicator, period, breakdown, source, computed, shown, state, qualifier, value, upper, words
FROM publication_figure WHERE publication = $publication OR $publication = 0 ORDER BY publication, ordinal
