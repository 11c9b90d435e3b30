-- What is told of the lines of a report: tables of lines_in, or of report_line, by name.

-- change_of is how much a figure is above an earlier one; NULL where either is hedged or lacks parts, or they are not comparable.
CREATE OR REPLACE MACRO change_of(now, earlier, comparable) AS
    CASE WHEN comparable AND now.value IS NOT NULL AND earlier.value IS NOT NULL AND now.qualifier = 'exact' AND earlier.qualifier = 'exact' AND now.missing = 0 AND earlier.missing = 0
        THEN figure_of(now.unit, now.indicator, now.period, now.breakdown, CASE WHEN now.value = earlier.value THEN 'zero' ELSE 'declared' END, 'exact', now.value - earlier.value, NULL, '', 'sum', 0) END;

-- percent_of is a part of a whole in percent, with one decimal; NULL where either is hedged or lacks parts, or the whole is nothing.
CREATE OR REPLACE MACRO percent_of(part, whole) AS
    CASE WHEN part.qualifier = 'exact' AND whole.qualifier = 'exact' AND part.missing = 0 AND whole.missing = 0 AND whole.value > 0
        THEN figure_of(part.unit, part.indicator, part.period, part.breakdown, CASE WHEN part.value = 0 THEN 'zero' ELSE 'declared' END, 'exact', round(100 * abs(part.value) / whole.value, 1), NULL, '', 'sum', 0) END;

-- summary_among holds, for each indicator of the unit, what it declares itself against what its parts add up to.
CREATE OR REPLACE MACRO summary_among(lines) AS TABLE
    SELECT i.position, l.indicator, l.breakdown,
        any_value(l.figure) FILTER (l.kind = 'declared') AS declared, any_value(l.figure) FILTER (l.kind = 'total') AS added, max(l.missing) AS missing
    FROM query_table(lines) l JOIN indicator i ON i.id = l.indicator
    WHERE l.kind IN ('declared', 'total')
    GROUP BY ALL;

-- What the lines have to be told of: lacking_among, of sums over what is there what is not; inexact_among, units that a change of the map did
-- not take over whole; superior_among, how many units are known by a superior's word only.
CREATE OR REPLACE MACRO lacking_among(lines) AS TABLE
    SELECT coalesce(nullif(l.name, ''), u.name) AS name, string_agg(DISTINCT lack, ', ' ORDER BY lack) AS names
    FROM (SELECT name, unit, position, unnest(lacks) AS lack FROM query_table(lines) WHERE kind IN ('part', 'declared') AND len(lacks) > 0 AND figure.value IS NOT NULL) l
    LEFT JOIN unit u ON u.id = l.unit
    GROUP BY 1 ORDER BY min(l.position), 1;

CREATE OR REPLACE MACRO inexact_among(lines) AS TABLE
    SELECT string_agg(DISTINCT coalesce(nullif(l.name, ''), u.name), ', ') AS names FROM (SELECT DISTINCT name, unit FROM query_table(lines) WHERE kind IN ('part', 'declared') AND NOT exact) l
    LEFT JOIN unit u ON u.id = l.unit HAVING count(*) > 0;

CREATE OR REPLACE MACRO superior_among(lines) AS TABLE
    SELECT count(DISTINCT unit) AS units FROM query_table(lines) WHERE kind = 'part' AND from_superior HAVING count(*) > 0;

-- Whose flows were added up over time, and whose were declared for the whole period: by name, or how many where there are many.
CREATE OR REPLACE MACRO few_names(told) AS
    CASE WHEN count(DISTINCT told) > 5 THEN count(DISTINCT told) || ' ' || word('count-units') ELSE string_agg(DISTINCT told, ', ' ORDER BY told) END;

-- Whose figures a line has: of one that became of others, those that told something.
CREATE OR REPLACE MACRO tellers(kind, name, inside, lacks, unit_name) AS
    CASE WHEN kind = 'declared' THEN [unit_name] WHEN len(inside) > 0 THEN list_filter(inside, lambda part: NOT list_contains(lacks, part)) ELSE [name] END;

CREATE OR REPLACE MACRO added_among(lines) AS TABLE
    SELECT few_names(told) AS names FROM (
        SELECT DISTINCT unnest(tellers(l.kind, l.name, inside, lacks, u.name)) AS told FROM query_table(lines) l LEFT JOIN unit u ON u.id = l.unit WHERE l.kind <> 'nation' AND how = 'added'
    ) HAVING count(*) > 0;

CREATE OR REPLACE MACRO declared_among(lines, wanted_period) AS TABLE
    SELECT few_names(told) AS names FROM (
        SELECT DISTINCT unnest(tellers(l.kind, l.name, inside, lacks, u.name)) AS told
        FROM query_table(lines) l JOIN indicator i ON i.id = l.indicator AND i.adds_time AND i.nature = 'flow' LEFT JOIN unit u ON u.id = l.unit
        WHERE l.kind <> 'nation' AND how = 'declared' AND figure.value IS NOT NULL AND run_first(run_of(wanted_period)) < run_last(run_of(wanted_period))
    ) HAVING count(*) > 0;

-- made_of names the units whose figures are a unit's where it is their successor within the period, with the months of each.
CREATE OR REPLACE MACRO made_of(whole_unit, wanted_period, day) AS TABLE
    SELECT string_agg(part_name || ' (' || period_name(part_run) || ')', ', ' ORDER BY part_run, part_position) AS names
    FROM owed_part([wanted(wanted_period, day, day)], NULL, day) WHERE unit = whole_unit AND kind = 'province' AND part_run IS NOT NULL HAVING count(*) > 1;

-- not_sent lists the units in scope that have no accepted form with figures of their own in the period, or of times within it.
CREATE OR REPLACE MACRO not_sent(whole_unit, scope, wanted_period, day) AS TABLE
    SELECT u.id, u.name, u.position FROM unit u
    WHERE list_contains(scope, u.id) AND u.id <> whole_unit
        AND NOT EXISTS (FROM submission s WHERE s.reporter = u.id AND s.state = 'accepted' AND s.figures > 0 AND (s.period = wanted_period
            OR s.first_month >= run_first(run_until(wanted_period, day::DATE)) AND s.last_month <= run_last(run_until(wanted_period, day::DATE))));
