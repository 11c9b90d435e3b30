-- What a unit declares in a period of $keys (indicator@breakdown), what its provinces have, and what those add up to: a row for each, with the
-- places of its cells. figure is NULL of a province of which nothing is known.
WITH report_place AS (FROM place_of($unit, $scope, $period, $day, $map, '')),
    report_waived AS (SELECT []::VARCHAR[] AS keys WHERE false),
    report_cell AS (FROM cells_of('report_place', 'report_waived', $unit, $scope, [wanted($period, $day, $map)], $period, $day, $map, indicators := $indicators)),
    report_sum AS (FROM sums_in('report_place', 'report_cell', $unit)),
    line AS MATERIALIZED (
        SELECT row_number() OVER (ORDER BY step, position, unit) AS line, kind, unit, name, indicator, breakdown, figure FROM lines_in('report_place', 'report_cell', 'report_sum', $unit, $period)
        WHERE kind IN ('declared', 'part', 'total') AND list_contains($keys::VARCHAR[], CASE WHEN breakdown = '' THEN indicator ELSE indicator || '@' || breakdown END)
    ),
    place AS (
        SELECT l.line, list(struct_pack(submission := o.submission, file := s.file_name, sheet := o.sheet, cell := o.cell) ORDER BY o.first_month, o.submission, o.sheet, o.cell) AS places
        FROM (SELECT line, unnest(figure.cells) AS cell_id FROM line WHERE kind <> 'total') l
        JOIN observation o ON o.rowid = l.cell_id JOIN submission s ON s.id = o.submission
        GROUP BY l.line
    )
SELECT kind, unit, name, indicator, breakdown, figure, places FROM line LEFT JOIN place USING (line) ORDER BY line
