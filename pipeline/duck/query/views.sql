-- The views and macros that rules and reports are written in. They are replaced when this file changes.

-- figure_of makes the one value that a report prints: a number with the key that leads back to its cell.
-- superior says of a sum that some of it is a superior's.
CREATE OR REPLACE MACRO figure_of(unit, indicator, period, breakdown, state, qualifier, value, upper, words, source, missing, superior := false) AS
    struct_pack(unit := unit, indicator := indicator, period := period, breakdown := breakdown, state := state, qualifier := qualifier,
        value := value::DECIMAL(18,4), upper := upper::DECIMAL(18,4), words := words, source := source, missing := missing::BIGINT,
        superior := superior::BOOLEAN);

-- A commune's figures are told by its province, and are its own.
CREATE OR REPLACE MACRO is_own(reporter, unit) AS reporter = unit OR starts_with(unit, reporter || '/');

-- Every cell of every form, with its figure.
CREATE OR REPLACE VIEW form_cell AS
SELECT o.*, s.reporter, s.layout, s.file_name, s.map_day, s.state AS submission_state,
    s.period AS form_period, s.first_month AS form_first_month, s.last_month AS form_last_month,
    figure_of(o.unit, o.indicator, o.period, o.breakdown, o.state, o.qualifier, o.value, o.upper, o.words,
        CASE WHEN is_own(s.reporter, o.unit) THEN 'own' ELSE 'superior' END, 0) AS figure
FROM observation o JOIN submission s ON s.id = o.submission;

-- What counts. The year to a day is no run of months, so the cumulative figures of a day's form are not among it.
CREATE OR REPLACE VIEW accepted_cell AS
SELECT * FROM form_cell WHERE submission_state = 'accepted' AND NOT (cumulative AND form_period LIKE '____-__-__');

-- Who is believed: a unit's own accepted figure, else its superior's row about it; never both. What comes later counts no more.
CREATE OR REPLACE MACRO believed_in(indicators) AS TABLE
    SELECT * FROM accepted_cell
    WHERE indicator IN (SELECT unnest(indicators)) AND state IN ('declared', 'zero', 'not_applicable')
    QUALIFY row_number() OVER (PARTITION BY unit, indicator, period, breakdown
        ORDER BY reporter <> unit, reporter = 'viet-nam', cumulative, reporter, form_first_month, form_period, layout, sheet, cell) = 1;

CREATE OR REPLACE MACRO believed_among(periods, indicators) AS TABLE FROM believed_in(indicators) WHERE period IN (SELECT unnest(periods));

CREATE OR REPLACE MACRO believed_cell(periods) AS TABLE FROM believed_among(periods, (SELECT list(id) FROM indicator));

-- The row of a cell such as D13, for sorting.
CREATE OR REPLACE MACRO cell_row(cell) AS coalesce(try_cast(regexp_extract(cell, '[0-9]+') AS INTEGER), 0);

-- What a sum is, of its parts' states, qualifiers, values and words: as certain as its least certain part.
CREATE OR REPLACE MACRO sum_qualifier(part_qualifier, part_value) AS
    CASE count(DISTINCT part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact')
        WHEN 0 THEN 'exact' WHEN 1 THEN max(part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact') ELSE 'about' END;

CREATE OR REPLACE MACRO sum_state(part_state, part_qualifier, part_value) AS
    CASE WHEN count(part_value) = 0 THEN CASE WHEN count(*) = count(part_state) THEN 'not_applicable' ELSE 'missing' END
        WHEN sum(part_value) = 0 AND sum_qualifier(part_qualifier, part_value) = 'exact' THEN 'zero' ELSE 'declared' END;

-- Of several words for one qualifier, those that take in the number itself claim least.
CREATE OR REPLACE MACRO sum_words(part_qualifier, part_value, part_low, part_high, part_words) AS
    CASE WHEN count(DISTINCT part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact') = 1
        THEN coalesce(max(part_words) FILTER (part_qualifier <> 'exact' AND part_value IN (part_low, part_high)), max(part_words) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact'))
        ELSE '' END;

-- The upper bound of a sum: open where a part is missing or open itself.
CREATE OR REPLACE MACRO sum_bound(part_state, part_bound) AS
    CASE WHEN count(*) FILTER (part_state IS NULL OR part_bound IS NULL AND part_state <> 'not_applicable') = 0 THEN coalesce(sum(part_bound), 0) END;

-- Every unit: those of the catalogue, and the communes that accepted forms name, each as it is spelt most often there.
CREATE OR REPLACE VIEW unit AS
    SELECT id, position, kind, code, name, valid_from, valid_to FROM map_unit
    UNION ALL
    SELECT unit, 1000000, 'commune', unit, CASE WHEN district <> '' AND count(*) OVER (PARTITION BY split_part(unit, '/', 1), name) > 1 THEN name || ', ' || district ELSE name END,
        DATE '0001-01-01', DATE '9999-12-31'
    FROM (SELECT c.unit, c.name, c.district FROM commune c JOIN submission s ON s.id = c.submission AND s.state = 'accepted' GROUP BY c.unit, c.name, c.district
        QUALIFY row_number() OVER (PARTITION BY c.unit ORDER BY count(*) DESC, c.name, c.district) = 1);

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

-- A figure reaches as far as a run where it ends with it or behind it; one of a day has no run.
CREATE OR REPLACE MACRO reaches(figure_run, run) AS figure_run IS NULL OR run IS NULL OR run_last(figure_run) >= run_last(run);

-- wanted is one thing to ask figures for: a period whose figures go up to a day, on the map of another. run is NULL of a day.
CREATE OR REPLACE MACRO wanted(period, day, map) AS struct_pack(period := period, run := run_until(period, day::DATE), day := day::DATE, map := map::DATE);

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
CREATE OR REPLACE MACRO figures_of(indicators, wanted_list, scope, scope_day) AS TABLE
    WITH owed AS (
        FROM owed_part(wanted_list, scope, scope_day) WHERE inside
    ), asked AS (
        SELECT list(DISTINCT period) AS periods, min(run_first(run)) AS first_month, max(run_last(run)) AS last_month FROM owed
    ), cell AS (
        SELECT c.unit, c.indicator, c.period, c.breakdown, c.state, c.qualifier, c.value, c.upper, c.low, c.high, c.soft_low, c.soft_high, c.words, c.reporter, is_own(c.reporter, c.unit) AS own,
            CASE WHEN c.period NOT LIKE '____-__-__' THEN make_run(c.first_month, c.last_month) END AS run,
            i.adds_time AND i.nature <> 'stock' AS adds_time, i.nature = 'stock' AND NOT i.at_start AS stock, i.at_start
        FROM accepted_cell c JOIN indicator i ON i.id = c.indicator, asked a
        WHERE (indicators IS NULL OR list_contains(indicators, c.indicator)) AND c.state IN ('declared', 'zero', 'not_applicable')
            AND (list_contains(a.periods, c.period) OR c.first_month >= a.first_month AND c.last_month <= a.last_month)
        QUALIFY row_number() OVER (PARTITION BY c.unit, c.indicator, c.breakdown, coalesce(run::VARCHAR, c.period)
            ORDER BY c.reporter <> c.unit, c.reporter = 'viet-nam', c.cumulative, c.reporter, c.form_first_month, c.form_period, c.layout, c.sheet, c.cell) = 1
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
        SELECT k.*, t.tiles, t.gaps,
            bool_or(k.direct) OVER whole_time AS has_direct,
            bool_or(k.direct AND k.own) OVER whole_time AND bool_or(list_contains(t.tiles, k.run) AND NOT k.own) OVER whole_time AS own_against_superior,
            row_number() OVER (whole_time ORDER BY k.direct DESC, k.named DESC, k.run) AS direct_rank,
            row_number() OVER (whole_time ORDER BY k.in_time DESC, k.own DESC, k.months, k.named) AS time_rank
        FROM known k LEFT JOIN tiled t ON t.period = k.period AND t.map = k.map AND t.part = k.part AND t.indicator = k.indicator AND t.breakdown = k.breakdown AND t.part_run = k.part_run
        WINDOW whole_time AS (PARTITION BY k.period, k.map, k.part, k.indicator, k.breakdown)
    ), chosen AS (
        SELECT *, CASE WHEN stock OR at_start THEN 'last' WHEN len(gaps) = 0 AND NOT own_against_superior OR gaps IS NOT NULL AND NOT has_direct THEN 'added' ELSE 'declared' END AS how
        FROM ranked
        WHERE CASE how WHEN 'last' THEN in_time AND time_rank = 1 WHEN 'added' THEN list_contains(tiles, run) ELSE direct AND direct_rank = 1 END
    ), part_figure AS (
        SELECT period, map, unit, part, indicator, breakdown, any_value(how) AS how, coalesce(any_value(gaps) FILTER (how = 'added'), []) AS gaps,
            sum_state(state, qualifier, value) AS state, sum_qualifier(qualifier, value) AS qualifier, sum(value) AS value, sum(coalesce(upper, value)) AS upper,
            sum_words(qualifier, value, low, high, words) AS words, sum(low) AS low, sum_bound(state, high) AS high, sum(soft_low) AS soft_low, sum_bound(state, soft_high) AS soft_high,
            CASE WHEN count(DISTINCT reporter) = 1 THEN any_value(reporter) END AS reporter, bool_or(NOT is_own(reporter, part)) AS from_superior, count(*) AS times
        FROM chosen GROUP BY period, map, unit, part, indicator, breakdown
    ), restated AS (
        SELECT o.period, o.map, o.unit, any_value(o.run) AS run, k.indicator, k.breakdown, bool_and(o.exact) AS exact, count(*) AS parts,
            count(*) = 1 OR bool_and(i.adds_units AND (i.adds_time OR i.nature = 'stock' OR o.part_run IS NOT DISTINCT FROM o.run)) AS adds,
            coalesce(list(o.part_name ORDER BY o.part_position) FILTER (p.part IS NULL), []) AS missing_parts,
            coalesce(flatten(list(p.gaps) FILTER (len(p.gaps) > 0)), []) AS gaps,
            CASE WHEN bool_or(p.how = 'added') THEN 'added' ELSE any_value(p.how) END AS how,
            sum_state(p.state, p.qualifier, p.value) AS state, sum_qualifier(p.qualifier, p.value) AS qualifier,
            sum(p.value) AS value, sum(coalesce(p.upper, p.value)) AS upper, sum_words(p.qualifier, p.value, p.low, p.high, p.words) AS words,
            sum(p.low) AS low, sum_bound(p.state, p.high) AS high, sum(p.soft_low) AS soft_low, sum_bound(p.state, p.soft_high) AS soft_high,
            CASE WHEN count(*) = 1 THEN any_value(p.reporter) END AS reporter, coalesce(bool_or(p.from_superior), false) AS from_superior, coalesce(max(p.times), 0) AS times
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
        SELECT r.*, len(missing_parts) + len(gaps) AS missing, c.* EXCLUDE (unit, indicator, period, breakdown, run, adds_time, stock, at_start, state, qualifier, value, upper, low, high, soft_low, soft_high, words, reporter),
            c.unit IS NOT NULL AS told, c.state AS told_state, c.qualifier AS told_qualifier, c.value AS told_value, c.upper AS told_upper, c.words AS told_words,
            c.low AS told_low, c.high AS told_high, c.soft_low AS told_soft_low, c.soft_high AS told_soft_high, c.reporter AS told_reporter
        FROM restated r LEFT JOIN cell c ON c.unit = r.unit AND c.period = r.period AND c.indicator = r.indicator AND c.breakdown = r.breakdown AND reaches(c.run, r.run)
    ), settled AS (
        SELECT period, map, unit, indicator, breakdown, exact, parts, how, state, qualifier, value, upper, words, low, high, soft_low, soft_high, reporter, from_superior, times, missing,
            missing_parts, gaps, list_distinct(missing_parts || list_transform(gaps, lambda g: period_name(g))) AS lacks
        FROM whole WHERE adds AND (missing = 0 OR NOT told)
        UNION ALL
        SELECT period, map, unit, indicator, breakdown, exact, 1, 'declared', told_state, told_qualifier, told_value, coalesce(told_upper, told_value), told_words,
            told_low, told_high, told_soft_low, told_soft_high, told_reporter, NOT own, 1, 0, [], [], []
        FROM whole WHERE told AND (NOT adds OR missing > 0)
    )
    SELECT *, figure_of(unit, indicator, period, breakdown, state, CASE WHEN value IS NULL THEN '' ELSE qualifier END, value, upper, words,
        CASE WHEN parts > 1 OR times > 1 OR missing > 0 THEN 'sum' WHEN from_superior THEN 'superior' ELSE 'own' END, missing, superior := from_superior) AS figure
    FROM settled;

CREATE OR REPLACE MACRO figures(wanted_list, scope, scope_day) AS TABLE FROM figures_of(NULL::VARCHAR[], wanted_list, scope, scope_day);

-- The words for a breakdown.
CREATE OR REPLACE VIEW breakdown_name AS
    SELECT b.breakdown, string_agg(p.name, ' ' ORDER BY p.position) AS name
    FROM (SELECT breakdown, unnest(string_split(breakdown, ';')) AS pair FROM (SELECT DISTINCT breakdown FROM observation WHERE breakdown <> '')) b
    JOIN breakdown_pair p ON p.pair = b.pair GROUP BY b.breakdown;

-- total_parts holds what every declared total of the submissions is made of, along three axes: of units, of the parts of its time,
-- and of the values of a breakdown that part it whole. value is NULL where a part is missing.
CREATE OR REPLACE MACRO total_parts(submissions) AS TABLE
    WITH whole AS (
        SELECT c.*, i.adds_units, i.adds_time, i.distinct_time, i.nature, i.at_start,
            CASE WHEN c.period NOT LIKE '____-__-__' THEN make_run(c.first_month, c.last_month) END AS run,
            i.nature <> 'stock' AND run IS NOT NULL AND u.kind = 'province' AND u.first_month > c.first_month AS before_its_time, -- the unit was another one at first
            before_its_time AND i.adds_time AND i.adds_units AS crosses
        FROM accepted_cell c JOIN indicator i ON i.id = c.indicator JOIN map_unit u ON u.id = c.unit
        WHERE c.submission IN (SELECT unnest(submissions)) AND c.unit = c.reporter AND c.state IN ('declared', 'zero')
    ), unit_part AS (
        SELECT w.submission, w.sheet, w.cell, 'units' AS axis, u.id, u.name, u.position, w.period, w.map_day, w.indicator, w.breakdown
        FROM whole w JOIN part_of p ON p.whole = w.unit AND w.map_day BETWEEN p.valid_from AND p.valid_to JOIN unit u ON u.id = p.part WHERE w.adds_units
        UNION ALL
        SELECT w.submission, w.sheet, w.cell, 'units', u.id, u.name, u.position, w.period, w.map_day, w.indicator, w.breakdown
        FROM whole w JOIN commune_of p ON p.whole = w.unit AND p.period = w.period JOIN unit u ON u.id = p.part WHERE w.adds_units
        UNION ALL
        -- A flow over a change of the map is that of the units that were there before and that of this one since.
        SELECT w.submission, w.sheet, w.cell, 'time', o.part, o.part_name || ' ' || period_name(o.part_run), run_first(o.part_run) * 1000 + o.part_position,
            period_of(o.part_run), last_day_of(period_of(o.part_run)), w.indicator, w.breakdown
        FROM whole w JOIN owed_part((SELECT list(DISTINCT wanted(period, map_day, map_day)) FROM whole WHERE crosses), NULL, DATE '9999-12-31') o
            ON o.unit = w.unit AND o.period = w.period AND o.map = w.map_day
        WHERE w.crosses
    ), resolved AS (
        FROM figures_of((SELECT list(DISTINCT indicator) FROM unit_part), (SELECT list(DISTINCT wanted(period, map_day, map_day)) FROM unit_part), NULL, DATE '9999-12-31')
    ), known AS (
        SELECT w.submission, w.sheet, w.cell, w.run, w.nature, w.at_start, b.run AS part_run, b.state, b.qualifier, b.value, b.upper, b.low, b.high, b.soft_low, b.soft_high, b.words
        FROM whole w JOIN (
            SELECT *, make_run(first_month, last_month) AS run FROM accepted_cell
            WHERE indicator IN (SELECT indicator FROM whole) AND state IN ('declared', 'zero', 'not_applicable') AND period NOT LIKE '____-__-__'
                AND first_month >= (SELECT min(first_month) FROM whole) AND last_month <= (SELECT max(last_month) FROM whole)
                AND reporter = unit -- what a superior says of a unit is held against it where both are of one period
            QUALIFY row_number() OVER (PARTITION BY unit, indicator, breakdown, run ORDER BY cumulative, period, form_first_month, form_period, layout, sheet, cell) = 1
        ) b ON b.unit = w.unit AND b.indicator = w.indicator AND b.breakdown = w.breakdown AND (b.submission, b.sheet, b.cell) <> (w.submission, w.sheet, w.cell)
            AND b.first_month >= w.first_month AND b.last_month <= w.last_month AND (b.run <> w.run OR w.cumulative)
        WHERE (w.adds_time OR w.distinct_time OR w.nature = 'stock') AND NOT w.before_its_time
            AND (w.nature = 'stock' OR NOT EXISTS (FROM redrawn r WHERE r.unit = w.unit AND r.month > w.first_month AND r.month <= w.last_month))
    ), patterned AS (
        SELECT submission, sheet, cell, run, list(DISTINCT part_run ORDER BY part_run) AS runs FROM known WHERE nature <> 'stock' GROUP BY ALL
    ), tile AS (
        SELECT submission, sheet, cell, unnest(cut) AS part_run -- below 0 of a gap
        FROM patterned JOIN (
            SELECT run, runs, CASE WHEN list_contains(runs, run) THEN [run] ELSE tiling(run, runs) END AS cut FROM (SELECT DISTINCT run, runs FROM patterned)
        ) USING (run, runs)
    ), last_part AS (
        SELECT * FROM known WHERE nature = 'stock' AND CASE WHEN at_start THEN run_first(part_run) = run_first(run) ELSE run_last(part_run) = run_last(run) END
        QUALIFY row_number() OVER (PARTITION BY submission, sheet, cell ORDER BY run_last(part_run) - run_first(part_run)) = 1
    ), slice AS (
        SELECT c.*, array_to_string(list_filter(string_split(c.breakdown, ';'), lambda x: x <> b.pair), ';') AS whole_breakdown
        FROM accepted_cell c JOIN breakdown_pair b ON b.partition AND list_contains(string_split(c.breakdown, ';'), b.pair)
        WHERE c.submission IN (SELECT unnest(submissions)) AND c.breakdown <> '' AND c.unit = c.reporter
    )
    SELECT p.submission, p.sheet, p.cell, p.axis, p.name, p.position, r.state, r.qualifier, r.value, r.upper, r.low, r.high, r.soft_low, r.soft_high, r.words
    FROM unit_part p LEFT JOIN (FROM resolved WHERE missing = 0) r
        ON r.unit = p.id AND r.period = p.period AND r.map = p.map_day AND r.indicator = p.indicator AND r.breakdown = p.breakdown
    UNION ALL
    SELECT t.submission, t.sheet, t.cell, 'time', period_name(abs(t.part_run)), run_first(abs(t.part_run)), k.state, k.qualifier, k.value, k.upper, k.low, k.high, k.soft_low, k.soft_high, k.words
    FROM tile t LEFT JOIN known k ON k.submission = t.submission AND k.sheet = t.sheet AND k.cell = t.cell AND k.part_run = t.part_run
    UNION ALL
    SELECT submission, sheet, cell, 'time', period_name(part_run), 0, state, qualifier, value, upper, low, high, soft_low, soft_high, words FROM last_part
    UNION ALL
    SELECT w.submission, w.sheet, w.cell, 'breakdown', p.line, cell_row(p.cell), CASE WHEN p.state <> 'missing' THEN p.state END, p.qualifier, p.value, p.upper, p.low, p.high, p.soft_low, p.soft_high, p.words
    FROM slice p JOIN whole w ON p.submission = w.submission AND p.unit = w.unit AND p.indicator = w.indicator AND p.period = w.period AND p.cumulative = w.cumulative AND p.whole_breakdown = w.breakdown;

-- balance_of holds every declared total against the sum of its parts, an axis a row (VTL check_hierarchy). Bounds add; a part that is
-- missing may be anything from 0 up. Of a distinct count the sum is only the most that it can be, the greatest part the least. A
-- total without any part there is not in it.
CREATE OR REPLACE MACRO balance_of(submissions) AS TABLE
    WITH added AS (
        SELECT submission, sheet, cell, axis, count(state) AS parts, count(*) AS all_parts,
            coalesce(sum(value), 0) AS sum_value, sum(coalesce(upper, value)) AS sum_upper,
            CASE WHEN count(value) > 0 THEN sum_state(state, qualifier, value) ELSE 'not_applicable' END AS sum_state,
            sum_qualifier(qualifier, value) AS sum_qualifier, sum_words(qualifier, value, low, high, words) AS sum_words,
            coalesce(sum(low), 0) AS low_sum, coalesce(sum(soft_low), 0) AS soft_low_sum, coalesce(max(low), 0) AS low_max, coalesce(max(soft_low), 0) AS soft_low_max,
            sum_bound(state, high) AS sum_high, sum_bound(state, soft_high) AS sum_soft_high,
            coalesce(list(name ORDER BY position, name) FILTER (state IS NULL), []) AS missing,
            list(name ORDER BY position, name) FILTER (state IS NOT NULL) AS names
        FROM total_parts(submissions) GROUP BY ALL
    ), ranged AS (
        SELECT a.* EXCLUDE (low_sum, soft_low_sum, low_max, soft_low_max), c.*, i.name AS indicator_name, axis = 'time' AND i.distinct_time AS distinct_count, i.nature = 'stock' AS stock,
            CASE WHEN distinct_count THEN low_max ELSE low_sum END AS sum_low, CASE WHEN distinct_count THEN soft_low_max ELSE soft_low_sum END AS sum_soft_low
        FROM added a JOIN (SELECT * EXCLUDE (figure, indicator), figure, indicator FROM form_cell) c USING (submission, sheet, cell) JOIN indicator i ON i.id = c.indicator
        WHERE a.parts > 0
    )
    SELECT r.* EXCLUDE (indicator_name), u.name AS unit_name, indicator_name || coalesce(' (' || b.name || ')', '') AS indicator_name,
        CASE axis WHEN 'units' THEN 'tổng của ' || parts || ' đơn vị' WHEN 'breakdown' THEN 'tổng của ' || parts || ' dòng chi tiết'
            ELSE CASE WHEN stock THEN 'số của ' WHEN distinct_count THEN 'các kỳ ' ELSE 'tổng của ' END
                || CASE WHEN parts > 4 THEN parts || ' kỳ, từ ' || names[1] || ' đến ' || names[-1] ELSE array_to_string(names, ', ') END
                || CASE WHEN distinct_count THEN ' cộng lại' ELSE '' END END AS sum_words_of,
        CASE axis WHEN 'units' THEN 'Đối chiếu từng đơn vị với dòng tổng' WHEN 'breakdown' THEN 'Đối chiếu từng dòng chi tiết với dòng tổng' ELSE 'Đối chiếu biểu của từng kỳ với biểu này' END AS compare_words,
        figure_of(r.unit, r.indicator, r.period, r.breakdown, sum_state, sum_qualifier, sum_value, sum_upper, sum_words, 'sum', len(missing)) AS sum_figure,
        r.value - sum_value AS imbalance, r.upper - sum_value AS upper_imbalance,
        greatest(r.low - sum_high, sum_low - r.high) AS gap, -- how far the two intervals lie apart
        (r.high IS NULL OR sum_low <= r.high) AND (sum_high IS NULL OR r.low IS NULL OR r.low <= sum_high) AS possible,
        (r.soft_high IS NULL OR sum_soft_low <= r.soft_high) AND (sum_soft_high IS NULL OR r.soft_low IS NULL OR r.soft_low <= sum_soft_high) AS plausible
    FROM ranged r JOIN unit u ON u.id = r.unit LEFT JOIN breakdown_name b ON b.breakdown = r.breakdown;

-- Every row of every register of models. It is known again in another period by its folded name and its commune.
CREATE OR REPLACE VIEW model AS
    SELECT r.submission, s.reporter, s.layout, s.file_name, s.state AS submission_state, s.period, s.first_month, s.last_month, s.map_day, r.sheet, r.cell, r.unit, r.name, r.folded,
        coalesce(any_value(f.text) FILTER (f.field = 'kind'), '') AS kind, coalesce(any_value(f.meaning) FILTER (f.field = 'area'), '') AS area,
        coalesce(any_value(f.text) FILTER (f.field = 'founded'), '') AS founded,
        coalesce(any_value(f.meaning) FILTER (f.field = 'state'), '') AS state, any_value(f.cell) FILTER (f.field = 'state') AS state_cell,
        coalesce(any_value(f.text) FILTER (f.field = 'reason'), '') AS reason, any_value(f.cell) FILTER (f.field = 'reason') AS reason_cell,
        any_value(f.value) FILTER (f.field = 'models.points') AS points, coalesce(any_value(f.meaning) FILTER (f.field = 'state'), '') <> 'dissolved' AS operating
    FROM record r JOIN submission s ON s.id = r.submission
    LEFT JOIN field f ON f.submission = r.submission AND f.sheet = r.sheet AND f.record = r.cell
    WHERE r.register = 'models'
    GROUP BY ALL;

-- The accepted register that each accepted register follows: of the same reporter, up to the month before; the shortest of several.
CREATE OR REPLACE VIEW register_before AS
    SELECT s.id AS submission, arg_max(b.id, (b.first_month, b.layout)) AS before
    FROM submission s JOIN submission b ON b.reporter = s.reporter AND b.layout = s.layout AND b.last_month = s.first_month - 1
    WHERE s.state = 'accepted' AND b.state = 'accepted' AND s.id IN (SELECT submission FROM model) AND b.id IN (SELECT submission FROM model)
    GROUP BY s.id;

-- What follows from a register by itself: the models in operation at its end; and, where the register before is there, those at
-- its start, built since (and operating, or dissolved at once) and dissolved.
CREATE OR REPLACE VIEW register_count AS
    WITH matched AS (
        SELECT m.*, b.before, EXISTS (FROM model o WHERE o.submission = b.before AND o.operating AND o.folded = m.folded AND o.unit = m.unit) AS was_there
        FROM model m LEFT JOIN register_before b ON b.submission = m.submission
        WHERE m.submission_state = 'accepted' -- what was told as dissolved before is not dissolved again
            AND NOT (NOT m.operating AND EXISTS (FROM model o WHERE o.submission = b.before AND NOT o.operating AND o.folded = m.folded AND o.unit = m.unit))
    ), counted AS (
        SELECT submission, reporter, period, first_month, last_month, map_day, any_value(before) AS before,
            count(*) FILTER (operating) AS closing, count(*) FILTER (NOT operating) AS dissolved, count(*) FILTER (NOT was_there) AS built,
            CASE WHEN count(*) FILTER (operating AND points IS NULL) = 0 THEN sum(points) FILTER (operating) END AS points
        FROM matched GROUP BY ALL
    ), listed AS (
        SELECT *, 'models.closing' AS indicator, closing::DECIMAL(18,4) AS value FROM counted
        UNION ALL SELECT *, 'models.points', points FROM counted WHERE points IS NOT NULL
        UNION ALL SELECT *, 'models.built', built FROM counted WHERE before IS NOT NULL
        UNION ALL SELECT *, 'models.dissolved', dissolved FROM counted WHERE before IS NOT NULL
        UNION ALL SELECT *, 'models.opening', (SELECT count(*) FROM model o WHERE o.submission = before AND o.operating) FROM counted WHERE before IS NOT NULL
    )
    SELECT submission, reporter, period, map_day, indicator, value,
        figure_of(reporter, indicator, period, '', CASE WHEN value = 0 THEN 'zero' ELSE 'declared' END, 'exact', value, NULL, '', 'sum', 0) AS figure
    FROM listed;

-- The festival days of the movement, with their figures.
CREATE OR REPLACE VIEW festival AS
    SELECT r.submission, s.reporter, s.state AS submission_state, s.period AS form_period, r.period, strptime(r.period, '%Y-%m-%d')::DATE AS day, r.sheet, r.cell, r.unit, r.name,
        coalesce(any_value(f.text) FILTER (f.field = 'models'), '') AS models,
        any_value(c.figure) FILTER (c.indicator = 'festival.participants') AS participants, any_value(c.figure) FILTER (c.indicator = 'festival.households') AS households,
        any_value(c.figure) FILTER (c.indicator = 'festival.pledged') AS pledged, any_value(c.figure) FILTER (c.indicator = 'festival.pledged_rate') AS pledged_rate
    FROM record r JOIN submission s ON s.id = r.submission
    LEFT JOIN field f ON f.submission = r.submission AND f.sheet = r.sheet AND f.record = r.cell
    LEFT JOIN form_cell c ON c.submission = r.submission AND c.unit = r.unit AND c.period = r.period
    WHERE r.register = 'festivals'
    GROUP BY ALL;

-- line_of holds the lines of a report: the units on the map that are made of units in scope, or, of a province on its own map, its
-- communes. inside and outside name what each is made of: in scope and not; both are empty of a unit that is itself and whole.
CREATE OR REPLACE MACRO line_of(whole_unit, scope, wanted_period, day, map) AS TABLE
    WITH made AS (
        SELECT unit, bool_and(exact) AS exact,
            coalesce(list(part_name ORDER BY part_position) FILTER (inside AND now), []) AS inside, coalesce(list(part_name ORDER BY part_position) FILTER (NOT inside AND now), []) AS outside,
            bool_or(inside AND now AND part = unit) AS itself
        FROM (SELECT *, EXISTS (FROM map_unit m WHERE m.id = part AND day::DATE BETWEEN m.valid_from AND m.valid_to) AS now
            FROM owed_part([wanted(wanted_period, day, map)], scope, day) WHERE kind = 'province')
        GROUP BY unit
    )
    SELECT m.unit, u.name, u.position, u.kind, exact,
        CASE WHEN itself AND len(inside) = 1 AND len(outside) = 0 THEN [] ELSE inside END AS inside, outside
    FROM made m JOIN unit u ON u.id = m.unit
    WHERE len(m.inside) > 0 AND (m.unit <> whole_unit OR len(m.inside) > 1 OR len(m.outside) > 0)
    UNION ALL
    SELECT u.id, u.name, row_number() OVER (ORDER BY u.name COLLATE vi), u.kind, true, [], [] FROM commune_of c JOIN unit u ON u.id = c.part
    WHERE c.whole = whole_unit AND c.period = wanted_period AND day::DATE = map::DATE;

-- report_line is what the tables of a report are made of: a line for each unit on the map, a subtotal for each region of the scheme
-- ('' for none), the total, the total as the unit itself declares it, and what the nation has; a row for each figure of a line.
CREATE OR REPLACE MACRO report_line(whole_unit, scope, wanted_period, day, map, scheme_of_groups) AS TABLE
    WITH line AS (
        SELECT l.*, coalesce(r.id, '') AS region, coalesce(r.name, '') AS region_name, coalesce(r.position, 0) AS region_position
        FROM line_of(whole_unit, scope, wanted_period, day, map) l
        LEFT JOIN member m ON m.scheme = scheme_of_groups AND m.province = l.unit AND map::DATE BETWEEN m.valid_from AND m.valid_to
        LEFT JOIN unit r ON r.id = m.region
    ), cell AS (
        FROM figures([wanted(wanted_period, day, map), wanted(wanted_period, day, day)], scope, day)
    ), part AS (
        SELECT l.*, k.indicator, k.breakdown, c.state, c.qualifier, c.value, c.upper, c.low, c.high, c.words, c.figure, c.from_superior, c.missing, c.how, c.lacks
        FROM line l
        LEFT JOIN (SELECT DISTINCT indicator, breakdown FROM cell JOIN line USING (unit)) k ON true
        LEFT JOIN cell c ON c.unit = l.unit AND c.map = map::DATE AND c.indicator = k.indicator AND c.breakdown = k.breakdown
    ), added AS (
        SELECT region, any_value(region_name) AS region_name, any_value(region_position) AS region_position, indicator, breakdown, grouping(region) AS whole_country,
            sum(value) AS value, sum(coalesce(upper, value)) AS upper, count(*) FILTER (state IS NULL OR missing > 0) AS missing,
            sum_state(state, qualifier, value) AS state, sum_qualifier(qualifier, value) AS qualifier, sum_words(qualifier, value, low, high, words) AS words
        FROM part JOIN indicator i ON i.id = part.indicator AND i.adds_units
        GROUP BY GROUPING SETS ((region, indicator, breakdown), (indicator, breakdown))
    )
    SELECT DISTINCT 'section' AS kind, region_position, region, region_name, 0 AS step, 0 AS position, region AS unit, region_name AS name, '' AS indicator, '' AS breakdown,
        NULL AS figure, false AS from_superior, 0 AS missing, '' AS how, []::VARCHAR[] AS inside, []::VARCHAR[] AS outside, true AS exact,
        []::VARCHAR[] AS lacks
    FROM line WHERE region <> ''
    UNION ALL
    SELECT 'part', region_position, region, region_name, 1, position, unit, name, coalesce(indicator, ''), coalesce(breakdown, ''), figure, coalesce(from_superior, false),
        coalesce(missing, 0), coalesce(how, ''), inside, outside, exact, coalesce(lacks, [])
    FROM part
    UNION ALL
    SELECT CASE WHEN whole_country = 1 THEN 'total' ELSE 'subtotal' END, CASE WHEN whole_country = 1 THEN 1000000 ELSE region_position END,
        coalesce(region, ''), region_name, 2, 0, CASE WHEN whole_country = 1 THEN whole_unit ELSE region END, region_name, indicator, breakdown,
        figure_of(CASE WHEN whole_country = 1 THEN whole_unit ELSE region END, indicator, wanted_period, breakdown,
            state, CASE WHEN value IS NULL THEN '' ELSE qualifier END, value, upper, words, 'sum', missing),
        false, missing, '', [], [], true, []
    FROM added WHERE whole_country = 1 OR region <> ''
    UNION ALL
    SELECT CASE WHEN c.unit = whole_unit THEN 'declared' ELSE 'nation' END, 1000001, '', '', 3, 0, unit, '', indicator, breakdown, figure, from_superior, missing, how, [], [], exact, lacks
    FROM cell c WHERE c.unit IN (whole_unit, 'viet-nam') AND c.map = day::DATE;

-- Findings on the forms that count, and on those that went back and have not been replaced: by another form of the unit, or
-- because the very same bytes were read again under another catalogue.
CREATE OR REPLACE VIEW open_finding AS
    SELECT f.*, cell_row(f.cell) AS row, s.file_name, s.layout, s.reporter, coalesce(u.name, '') AS reporter_name, coalesce(u.position, 0) AS reporter_position, s.period, s.first_month, s.last_month, s.state AS submission_state,
        CASE f.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END AS weight
    FROM finding f JOIN submission s ON s.id = f.submission LEFT JOIN unit u ON u.id = s.reporter
    WHERE s.state IN ('accepted', 'returned', 'rejected')
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state <> 'accepted' AND s.layout <> ''
            AND later.layout = s.layout AND later.reporter = s.reporter AND later.period = s.period AND later.state IN ('accepted', 'returned'))
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state <> 'accepted' AND later.sha256 = s.sha256)
        -- A rejected file has no form; the next file of its name that is recognised stands for it.
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state = 'rejected' AND later.file_name = s.file_name AND later.state <> 'rejected');

-- summary_of holds, for each indicator of the unit, what it declares itself against what its parts add up to; of the lines of report_line.
CREATE OR REPLACE MACRO summary_of(report_lines) AS TABLE
    SELECT i.position, l.indicator, l.breakdown, i.name AS indicator_name, coalesce(b.name, '') AS breakdown_name, i.unit_of_measure,
        any_value(l.figure) FILTER (l.kind = 'declared') AS declared, any_value(l.figure) FILTER (l.kind = 'total') AS added, max(l.missing) AS missing
    FROM (SELECT unnest(report_lines) AS l) JOIN indicator i ON i.id = l.indicator LEFT JOIN breakdown_name b ON b.breakdown = l.breakdown
    WHERE l.kind IN ('declared', 'total')
    GROUP BY ALL;

-- finding_on lists the open findings that concern a unit and its parts, or what became them, in a period and the times within it; of a
-- day, those on the forms of its month.
CREATE OR REPLACE MACRO finding_on(whole_unit, scope, wanted_period, day) AS TABLE
    FROM open_finding
    WHERE (period = wanted_period
            OR first_month >= run_first(run_until(wanted_period, day::DATE)) AND last_month <= run_last(run_until(wanted_period, day::DATE))
            OR run_of(wanted_period) IS NULL AND first_month = last_month AND first_month = year(day::DATE) * 12 + month(day::DATE) - 1)
        AND (reporter = whole_unit OR reporter IN (SELECT unit FROM lineage WHERE list_contains(scope, became)));

-- not_sent lists the units in scope that have no accepted form with figures of their own in the period, or of times within it.
CREATE OR REPLACE MACRO not_sent(whole_unit, scope, wanted_period, day) AS TABLE
    SELECT u.id, u.name, u.position FROM unit u
    WHERE list_contains(scope, u.id) AND u.id <> whole_unit
        AND NOT EXISTS (FROM submission s WHERE s.reporter = u.id AND s.state = 'accepted' AND s.figures > 0 AND (s.period = wanted_period
            OR s.first_month >= run_first(run_until(wanted_period, day::DATE)) AND s.last_month <= run_last(run_until(wanted_period, day::DATE))));
