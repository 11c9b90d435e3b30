-- Figures of any period on any map.

-- What a whole is made of, on any day: a region of its provinces, the nation of all.
CREATE OR REPLACE VIEW part_of AS
    SELECT region AS whole, province AS part, valid_from, valid_to FROM member
    UNION ALL
    SELECT 'viet-nam', id, valid_from, valid_to FROM map_unit WHERE kind = 'province';

-- The communes that a province gives figures of in a period; a province is made of them.
CREATE OR REPLACE VIEW commune_of AS
    SELECT DISTINCT reporter AS whole, period, unit AS part FROM accepted_cell WHERE starts_with(unit, reporter || '/');

-- Runs of months are one number to queries (run_of): first month * 100000 + last month, months since year 0.
CREATE OR REPLACE MACRO run_first(run) AS run // 100000;
CREATE OR REPLACE MACRO run_last(run) AS run % 100000;
CREATE OR REPLACE MACRO make_run(first_month, last_month) AS first_month::BIGINT * 100000 + last_month;

CREATE OR REPLACE MACRO month_of(day) AS year(day) * 12 + month(day) - 1; -- or the one before the month that the day is of

-- A figure reaches as far as a run where it ends with it or behind it; one of a day has no run. One comparison, and no OR: an outer
-- join on anything else compares every row with every other.
CREATE OR REPLACE MACRO reaches(figure_run, run) AS coalesce(run_last(figure_run), 99999) >= coalesce(run_last(run), 0);

-- wanted is one thing to ask figures for: a period whose figures go up to a day, on the map of another. run is NULL of a day.
CREATE OR REPLACE MACRO wanted(period, day, map) AS struct_pack(period := period, run := run_until(period, day::DATE), day := day::DATE, map := map::DATE);

-- all_months lists the months that figures may end in which are asked for in wanted_list: of a constant list it is a constant.
CREATE OR REPLACE MACRO all_months(wanted_list) AS
    list_distinct(flatten(list_transform(wanted_list, lambda w: range(coalesce(run_first(run_of(w.period)), month_of(w.day)), coalesce(run_last(run_of(w.period)), month_of(w.day) + 1) + 1))))::INTEGER[];

-- owed_part holds, for each period that is wanted, what each unit on the map is made of: every unit that became it, with the months of
-- the period in which it was there. Only units in scope are inside (NULL: all); the scope is units on the map of scope_day.
CREATE OR REPLACE MACRO owed_part(wanted_list, scope, scope_day) AS TABLE
    WITH want AS (SELECT w.period, w.run, w.day, w.map FROM (SELECT unnest(list_distinct(wanted_list)) AS w))
    SELECT w.period, w.map, w.day, w.run, l.became AS unit, l.unit AS part, u.kind, u.name AS part_name, u.position AS part_position, l.exact,
        CASE WHEN w.run IS NOT NULL THEN make_run(greatest(run_first(w.run), u.first_month), least(run_last(w.run), u.last_month)) END AS part_run,
        CASE WHEN w.run IS NULL THEN true ELSE u.first_month <= run_first(w.run) END AS at_first,
        CASE WHEN w.run IS NULL THEN true ELSE u.last_month >= run_last(w.run) END AS at_last,
        scope IS NULL OR u.kind <> 'province' OR coalesce(list_contains(scope, d.became), false) AS inside
    FROM want w
    JOIN lineage l ON w.map BETWEEN l.valid_from AND l.valid_to
    JOIN map_unit u ON u.id = l.unit
    LEFT JOIN lineage d ON d.unit = l.unit AND scope_day::DATE BETWEEN d.valid_from AND d.valid_to
    WHERE CASE WHEN w.run IS NULL THEN w.day BETWEEN u.valid_from AND u.valid_to
        ELSE u.first_month <= run_last(w.run) AND u.last_month >= run_first(w.run) END
    UNION ALL
    SELECT w.period, w.map, w.day, w.run, u.id, u.id, u.kind, u.name, u.position, true, w.run, true, true, true FROM want w JOIN unit u ON u.kind = 'commune';

-- figures, or figures_of some indicators, holds every figure of every unit on the map, for each period that is wanted; a unit that has none of an indicator has no row.
-- Over time, a flow is the sum of its parts where all are there (how = 'added'), else what was declared for the whole period
-- ('declared'), else the sum of the parts that are there; a stock is that of its last part, or of its first ('last'). Then what became
-- a unit on the map is added up, unless that lacks parts and the unit has declared the whole itself.
-- What is known before the query runs is compared while the cells are read, and the others are never looked at: hence communes_of, a unit
-- whose communes are the only ones among units, and months, of all_months. NULL is any.
CREATE OR REPLACE MACRO figures_of(indicators, wanted_list, scope, scope_day, units := NULL, communes_of := NULL, months := NULL) AS TABLE
    WITH owed AS (
        FROM owed_part(wanted_list, scope, scope_day) WHERE inside AND (units IS NULL OR unit IN (SELECT unnest(units)))
    ), asked AS (
        SELECT list(DISTINCT period) AS periods, min(run_first(run)) AS first_month, max(run_last(run)) AS last_month FROM owed
    ), asked_month AS (
        SELECT unnest(all_months((SELECT list(DISTINCT struct_pack(period := period, day := day)) FROM owed))) AS month
    ), near AS ( -- joins by hash hand their bounds down to the scan, which so leaves out the years that nobody asked for; nothing else may stand here
        FROM accepted_cell c
        WHERE (indicators IS NULL OR list_contains(indicators, c.indicator)) AND (months IS NULL OR list_contains(months, c.last_month))
            AND (communes_of IS NULL OR NOT contains(c.unit, '/') OR starts_with(c.unit, communes_of || '/'))
            AND c.last_month IN (SELECT month FROM asked_month) AND c.unit IN (SELECT part FROM owed UNION SELECT unit FROM owed)
    ), candidate AS (
        SELECT c.unit, c.indicator, c.period, c.breakdown, c.state, c.qualifier, c.value, c.upper, c.low, c.high, c.soft_low, c.soft_high, c.words, c.reporter, is_own(c.reporter, c.unit) AS own, c.cell_id,
            c.period LIKE '____-__-__' AS is_day, c.first_month, c.last_month, belief_rank(c.unit, c.reporter, c.cumulative, c.form_first_month, c.form_period, c.layout, c.sheet, c.cell) AS belief
        FROM near c, asked a
        WHERE c.state IN ('declared', 'zero', 'not_applicable')
            AND (list_contains(a.periods, c.period) OR c.first_month >= a.first_month AND c.last_month <= a.last_month)
    ), believed AS ( -- by hash: sorting by texts takes five times as long
        SELECT arg_min(cell_id, belief) AS cell_id FROM candidate GROUP BY unit, indicator, breakdown, first_month, last_month, CASE WHEN is_day THEN period END
    ), cell AS (
        SELECT n.* EXCLUDE (is_day, first_month, last_month, belief), CASE WHEN NOT is_day THEN make_run(n.first_month, n.last_month) END AS run,
            i.adds_time AND i.nature <> 'stock' AS adds_time, i.nature = 'stock' AND NOT i.at_start AS stock, i.at_start
        FROM candidate n JOIN believed USING (cell_id) JOIN indicator i ON i.id = n.indicator
    ), known AS (
        -- What is known of each part: the figure of all its time (direct), and those of times within it. A form of the very period that is
        -- named counts for the months of it that have closed, unless it was itself closed before.
        SELECT o.period, o.map, o.unit, o.part, o.part_run, c.* EXCLUDE (unit, period), run_last(c.run) - run_first(c.run) AS months,
            c.period = o.period AND o.part_run IS NOT DISTINCT FROM o.run AND reaches(c.run, o.run) AS named, named OR coalesce(c.run = o.part_run, false) AS direct,
            CASE WHEN c.stock THEN named OR run_last(c.run) = run_last(o.run) WHEN c.at_start THEN named OR run_first(c.run) = run_first(o.run) ELSE true END AS in_time
        FROM owed o JOIN cell c ON c.unit = o.part
            AND (c.period = o.period AND o.part_run IS NOT DISTINCT FROM o.run AND reaches(c.run, o.run) OR run_first(c.run) >= run_first(o.part_run) AND run_last(c.run) <= run_last(o.part_run))
    ), patterned AS (
        SELECT period, map, part, indicator, breakdown, part_run, list(DISTINCT run ORDER BY run) AS runs
        FROM known k WHERE adds_time AND run <> part_run
            AND NOT EXISTS (FROM redrawn r WHERE r.unit = k.part AND r.month > run_first(k.part_run) AND r.month <= run_last(k.part_run)) -- its parts are of other territories
        GROUP BY ALL
    ), tiled AS ( -- few patterns stand for many units
        SELECT p.* EXCLUDE (runs), t.tiles, t.gaps
        FROM patterned p JOIN (
            SELECT part_run, runs, tiling(part_run, runs) AS cut, list_filter(cut, lambda x: x > 0) AS tiles, list_transform(list_filter(cut, lambda x: x < 0), lambda x: -x) AS gaps
            FROM (SELECT DISTINCT part_run, runs FROM patterned)
        ) t USING (part_run, runs)
    ), ranked AS (
        SELECT k.period, k.map, k.part, k.indicator, k.breakdown, any_value(t.tiles) AS tiles, any_value(t.gaps) AS gaps, bool_or(k.direct) AS has_direct,
            bool_or(k.direct AND k.own) AND bool_or(list_contains(t.tiles, k.run) AND NOT k.own) AS own_against_superior,
            arg_min(k.cell_id, (NOT k.named)::BIGINT * 1000000000000 + coalesce(k.run, 100000000000)) FILTER (k.direct) AS direct_cell, -- named, then early
            arg_min(k.cell_id, (NOT k.own)::BIGINT * 1000000000000 + coalesce(k.months, 100000000) * 2 + k.named::INTEGER) FILTER (k.in_time) AS time_cell -- own, then short
        FROM known k LEFT JOIN tiled t ON t.period = k.period AND t.map = k.map AND t.part = k.part AND t.indicator = k.indicator AND t.breakdown = k.breakdown AND t.part_run = k.part_run
        GROUP BY k.period, k.map, k.part, k.indicator, k.breakdown
    ), chosen AS (
        SELECT k.*, r.tiles, r.gaps,
            CASE WHEN k.stock OR k.at_start THEN 'last' WHEN len(r.gaps) = 0 AND NOT r.own_against_superior OR r.gaps IS NOT NULL AND NOT r.has_direct THEN 'added' ELSE 'declared' END AS how
        FROM known k JOIN ranked r ON r.period = k.period AND r.map = k.map AND r.part = k.part AND r.indicator = k.indicator AND r.breakdown = k.breakdown
        WHERE CASE how WHEN 'last' THEN k.cell_id = r.time_cell WHEN 'added' THEN list_contains(r.tiles, k.run) ELSE k.cell_id = r.direct_cell END
    ), part_figure AS (
        SELECT period, map, unit, part, indicator, breakdown, any_value(how) AS how, coalesce(any_value(gaps) FILTER (how = 'added'), []) AS gaps,
            sum_state(state, qualifier, value) AS state, sum_qualifier(qualifier, value) AS qualifier, sum(value) AS value, sum(coalesce(upper, value)) AS upper,
            sum_words(qualifier, value, low, high, words) AS words, sum(low) AS low, sum_bound(state, high) AS high, sum(soft_low) AS soft_low, sum_bound(state, soft_high) AS soft_high,
            CASE WHEN min(reporter) = max(reporter) THEN min(reporter) END AS reporter, bool_or(NOT is_own(reporter, part)) AS from_superior, count(*) AS times, list(cell_id) AS cells
        FROM chosen GROUP BY period, map, unit, part, indicator, breakdown
    ), restated AS (
        SELECT o.period, o.map, o.unit, any_value(o.run) AS run, k.indicator, k.breakdown, bool_and(o.exact) AS exact, count(*) AS parts,
            count(*) = 1 OR bool_and(i.adds_units AND (i.adds_time OR i.nature = 'stock' OR o.part_run IS NOT DISTINCT FROM o.run)) AS adds,
            -- sorted afterwards: a list that is sorted while it grows costs every group, and few lack anything
            coalesce(list_transform(list_sort(list(struct_pack(place := o.part_position, name := o.part_name)) FILTER (p.part IS NULL)), lambda x: x.name), []) AS missing_parts,
            coalesce(flatten(list(p.gaps) FILTER (len(p.gaps) > 0)), []) AS gaps,
            CASE WHEN bool_or(p.how = 'added') THEN 'added' ELSE any_value(p.how) END AS how,
            sum_state(p.state, p.qualifier, p.value) AS state, sum_qualifier(p.qualifier, p.value) AS qualifier,
            sum(p.value) AS value, sum(coalesce(p.upper, p.value)) AS upper, sum_words(p.qualifier, p.value, p.low, p.high, p.words) AS words,
            sum(p.low) AS low, sum_bound(p.state, p.high) AS high, sum(p.soft_low) AS soft_low, sum_bound(p.state, p.soft_high) AS soft_high,
            CASE WHEN count(*) = 1 THEN any_value(p.reporter) END AS reporter, coalesce(bool_or(p.from_superior), false) AS from_superior, coalesce(max(p.times), 0) AS times,
            coalesce(flatten(list(p.cells) FILTER (p.part IS NOT NULL)), []) AS cells
        FROM owed o
        JOIN (
            SELECT period, map, unit, indicator, breakdown FROM part_figure
            UNION SELECT o.period, o.map, o.unit, c.indicator, c.breakdown FROM owed o JOIN cell c ON c.unit = o.unit AND c.period = o.period
        ) k ON k.period = o.period AND k.map = o.map AND k.unit = o.unit
        JOIN indicator i ON i.id = k.indicator
        LEFT JOIN part_figure p ON p.period = o.period AND p.map = o.map AND p.unit = o.unit AND p.part = o.part AND p.indicator = k.indicator AND p.breakdown = k.breakdown
        WHERE CASE WHEN i.at_start THEN o.at_first WHEN i.nature = 'stock' THEN o.at_last ELSE true END
        GROUP BY o.period, o.map, o.unit, k.indicator, k.breakdown
    ), whole AS ( -- the unit's own word on all of it
        SELECT r.*, len(missing_parts) + len(gaps) AS missing, c.own,
            c.unit IS NOT NULL AS told, c.state AS told_state, c.qualifier AS told_qualifier, c.value AS told_value, c.upper AS told_upper, c.words AS told_words,
            c.low AS told_low, c.high AS told_high, c.soft_low AS told_soft_low, c.soft_high AS told_soft_high, c.reporter AS told_reporter, c.cell_id AS told_cell
        FROM restated r LEFT JOIN cell c ON c.unit = r.unit AND c.period = r.period AND c.indicator = r.indicator AND c.breakdown = r.breakdown AND reaches(c.run, r.run)
    ), settled AS (
        SELECT period, map, unit, indicator, breakdown, exact, parts, how, state, qualifier, value, upper, words, low, high, soft_low, soft_high, reporter, from_superior, times, cells, missing,
            missing_parts, gaps, list_distinct(missing_parts || list_transform(gaps, lambda g: period_name(g))) AS lacks
        FROM whole WHERE adds AND (missing = 0 OR NOT told)
        UNION ALL
        SELECT period, map, unit, indicator, breakdown, exact, 1, 'declared', told_state, told_qualifier, told_value, coalesce(told_upper, told_value), told_words,
            told_low, told_high, told_soft_low, told_soft_high, told_reporter, NOT own, 1, [told_cell], 0, [], [], []
        FROM whole WHERE told AND (NOT adds OR missing > 0)
    )
    SELECT *, figure_of(unit, indicator, period, breakdown, state, CASE WHEN value IS NULL THEN '' ELSE qualifier END, value, upper, words,
        CASE WHEN parts > 1 OR times > 1 OR missing > 0 THEN 'sum' WHEN from_superior THEN 'superior' ELSE 'own' END, missing, superior := from_superior, cells := cells) AS figure
    FROM settled;

CREATE OR REPLACE MACRO figures(wanted_list, scope, scope_day) AS TABLE FROM figures_of(NULL::VARCHAR[], wanted_list, scope, scope_day);
