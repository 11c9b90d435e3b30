-- Cells, who is believed, what a sum is, units.

-- figure_of makes the one value that a report prints: a number with its key, and the cells that it is made of (cell_id), [] of one that a
-- report computes. superior says of a sum that some of it is a superior's; waived is set in reports (waived_on).
CREATE OR REPLACE MACRO figure_of(unit, indicator, period, breakdown, state, qualifier, value, upper, words, source, missing, superior := false, cells := []) AS
    struct_pack(unit := unit, indicator := indicator, period := period, breakdown := breakdown, state := state, qualifier := qualifier,
        value := value::DECIMAL(18,4), upper := upper::DECIMAL(18,4), words := words, source := source, missing := missing::BIGINT,
        superior := superior::BOOLEAN, waived := false, cells := cells::BIGINT[]);

-- A commune's figures are told by its province, and are its own.
CREATE OR REPLACE MACRO is_own(reporter, unit) AS reporter = unit OR starts_with(unit, reporter || '/');

-- A word of the catalogue, for what is said in sentences.
CREATE OR REPLACE MACRO word(wanted_name) AS (SELECT text FROM catalog_word WHERE name = wanted_name);

-- Every cell of every form, with its figure. cell_id names it within one transaction, and no longer: eight bytes that go along with a figure
-- cost nothing, while the key of the cell would.
CREATE OR REPLACE VIEW form_cell AS
SELECT o.*, o.rowid AS cell_id, s.reporter, s.layout, s.file_name, s.map_day, s.state AS submission_state,
    s.period AS form_period, s.first_month AS form_first_month, s.last_month AS form_last_month,
    figure_of(o.unit, o.indicator, o.period, o.breakdown, o.state, o.qualifier, o.value, o.upper, o.words,
        CASE WHEN is_own(s.reporter, o.unit) THEN 'own' ELSE 'superior' END, 0, cells := [o.rowid]) AS figure
FROM observation o JOIN submission s ON s.id = o.submission;

-- What counts. The year to a day is no run of months, so the cumulative figures of a day's form are not among it.
CREATE OR REPLACE VIEW accepted_cell AS
SELECT * FROM form_cell WHERE submission_state = 'accepted' AND NOT (cumulative AND form_period LIKE '____-__-__');

-- Who is believed: a unit's own accepted figure, else its superior's row about it; never both. What comes later counts no more. Of
-- figures of one thing it is that with the least belief_rank: one text, for sorting by nine columns takes ten times as long.
CREATE OR REPLACE MACRO belief_rank(unit, reporter, cumulative, form_first_month, form_period, layout, sheet, cell) AS
    concat_ws(chr(31), (reporter <> unit)::INTEGER, (reporter = 'viet-nam')::INTEGER, cumulative::INTEGER, reporter, lpad(form_first_month::VARCHAR, 6, '0'), form_period, layout, sheet, cell);

CREATE OR REPLACE MACRO believed_among(units, periods, indicators) AS TABLE
    SELECT * FROM accepted_cell
    WHERE unit IN (SELECT unnest(units)) AND period IN (SELECT unnest(periods)) AND indicator IN (SELECT unnest(indicators)) AND state IN ('declared', 'zero', 'not_applicable')
    QUALIFY row_number() OVER (PARTITION BY unit, indicator, period, breakdown
        ORDER BY belief_rank(unit, reporter, cumulative, form_first_month, form_period, layout, sheet, cell)) = 1;

CREATE OR REPLACE MACRO believed_cell(periods) AS TABLE FROM believed_among((SELECT list(DISTINCT unit) FROM observation), periods, (SELECT list(id) FROM indicator));

-- The row of a cell such as D13, for sorting.
CREATE OR REPLACE MACRO cell_row(cell) AS coalesce(try_cast(regexp_extract(cell, '[0-9]+') AS INTEGER), 0);

-- What a sum is, of its parts' states, qualifiers, values and words: as certain as its least certain part.
CREATE OR REPLACE MACRO one_hedge(part_qualifier, part_value) AS -- all parts that are not exact are hedged in the same way
    min(part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact') = max(part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact');

CREATE OR REPLACE MACRO sum_qualifier(part_qualifier, part_value) AS
    CASE WHEN one_hedge(part_qualifier, part_value) THEN max(part_qualifier) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact')
        WHEN count(*) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact') = 0 THEN 'exact' ELSE 'about' END;

CREATE OR REPLACE MACRO sum_state(part_state, part_qualifier, part_value) AS
    CASE WHEN count(part_value) = 0 THEN CASE WHEN count(*) = count(part_state) THEN 'not_applicable' ELSE 'missing' END
        WHEN sum(part_value) = 0 AND sum_qualifier(part_qualifier, part_value) = 'exact' THEN 'zero' ELSE 'declared' END;

-- Of several words for one qualifier, those that take in the number itself claim least.
CREATE OR REPLACE MACRO sum_words(part_qualifier, part_value, part_low, part_high, part_words) AS
    CASE WHEN one_hedge(part_qualifier, part_value)
        THEN coalesce(max(part_words) FILTER (part_qualifier <> 'exact' AND part_value IN (part_low, part_high)), max(part_words) FILTER (part_value IS NOT NULL AND part_qualifier <> 'exact'))
        ELSE '' END;

-- The upper bound of a sum: open where a part is missing or open itself.
CREATE OR REPLACE MACRO sum_bound(part_state, part_bound) AS
    CASE WHEN count(*) FILTER (part_state IS NULL OR part_bound IS NULL AND part_state <> 'not_applicable') = 0 THEN coalesce(sum(part_bound), 0) END;

-- Missing operands, as in check_hierarchy of the VTL 2.1 reference manual. What the manual calls a missing data point is here an
-- operand without a row (state NULL) or with an empty cell (missing): a form has a cell for everything, and leaves it empty for what
-- it has no figure of. A data point whose measure is NULL is a cell that cannot be read (unreadable). What does not apply is there,
-- and adds nothing. The left side, the figure that is checked, is always there: findings stand in its cell.
--   non_null      evaluated where every operand is there
--   partial_zero  evaluated where at least one is; those that are missing count as 0
CREATE OR REPLACE MACRO hierarchy_evaluates(there, missing, mode) AS CASE mode WHEN 'non_null' THEN missing = 0 WHEN 'partial_zero' THEN there > 0 END;

-- What operands, a row each, add up to, and the upper bound of that. NULL is not evaluated; of the bound, unbounded too.
CREATE OR REPLACE MACRO hierarchy_sum(part_state, part_value, mode) AS
    CASE WHEN count(*) FILTER (part_state = 'unreadable') = 0
            AND hierarchy_evaluates(count(*) FILTER (part_state <> 'missing'), count(*) FILTER (part_state IS NULL OR part_state = 'missing'), mode)
        THEN coalesce(sum(part_value), 0) END;
CREATE OR REPLACE MACRO hierarchy_bound(part_state, part_bound, mode) AS
    CASE WHEN count(*) FILTER (part_bound IS NULL AND part_state IN ('declared', 'zero')) = 0 THEN hierarchy_sum(part_state, part_bound, mode) END;

-- Every unit: those of the catalogue, and the communes that accepted forms name.
CREATE OR REPLACE VIEW unit AS
    SELECT id, position, kind, code, name, valid_from, valid_to FROM map_unit
    UNION ALL
    SELECT unit, 1000000, 'commune', unit, CASE WHEN district <> '' AND count(*) OVER (PARTITION BY split_part(unit, '/', 1), name) > 1 THEN name || ', ' || district ELSE name END,
        DATE '0001-01-01', DATE '9999-12-31'
    FROM named_commune;
