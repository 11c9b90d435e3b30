SELECT line, kind, unit, name, how, inside, outside, exact, lacks, figure FROM trace_line ORDER BY line
