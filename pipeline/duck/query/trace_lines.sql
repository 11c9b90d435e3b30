-- The figures that a report prints of one indicator and breakdown: what the unit declares, the lines, and what they add up to.
CREATE TEMP TABLE trace_line AS
SELECT row_number() OVER (ORDER BY step, position, unit) AS line, kind, unit, name, how, inside, outside, exact, lacks, figure
FROM report_line($unit, $scope, $period, $day, $map, '')
WHERE indicator = $indicator AND breakdown = $breakdown AND kind IN ('declared', 'part', 'total')
