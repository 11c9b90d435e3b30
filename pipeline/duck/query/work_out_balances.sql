-- What rules of scope total read, worked out once for all of them: the declared totals that do not agree with the sum of their parts, or
-- not for certain, an axis a row (VTL check_hierarchy). Bounds add; a part that is missing may be anything from 0 up. Of a distinct
-- count the sum is only the most that it can be, the greatest part the least. A total without any part there is not in it.
CREATE OR REPLACE TEMP TABLE total_balance AS
WITH added AS (
    SELECT submission, sheet, cell, axis, count(state) AS parts, count(*) AS all_parts,
        coalesce(sum(value), 0) AS sum_value, sum(coalesce(upper, value)) AS sum_upper,
        CASE WHEN count(value) > 0 THEN sum_state(state, qualifier, value) ELSE 'not_applicable' END AS sum_state,
        sum_qualifier(qualifier, value) AS sum_qualifier, sum_words(qualifier, value, low, high, words) AS sum_words,
        coalesce(sum(low), 0) AS low_sum, coalesce(sum(soft_low), 0) AS soft_low_sum, coalesce(max(low), 0) AS low_max, coalesce(max(soft_low), 0) AS soft_low_max,
        sum_bound(state, high) AS sum_high, sum_bound(state, soft_high) AS sum_soft_high,
        coalesce(list(name ORDER BY position, name) FILTER (state IS NULL), []) AS missing,
        list(name ORDER BY position, name) FILTER (state IS NOT NULL) AS names
    FROM total_part GROUP BY ALL
), ranged AS (
    SELECT a.* EXCLUDE (low_sum, soft_low_sum, low_max, soft_low_max), c.*, axis = 'time' AND i.distinct_time AS distinct_count, i.nature = 'stock' AS stock,
        CASE WHEN distinct_count THEN low_max ELSE low_sum END AS sum_low, CASE WHEN distinct_count THEN soft_low_max ELSE soft_low_sum END AS sum_soft_low
    FROM added a JOIN (SELECT * EXCLUDE (figure, indicator), figure, indicator FROM form_cell) c USING (submission, sheet, cell) JOIN indicator i ON i.id = c.indicator
    WHERE a.parts > 0
), balance AS (
    SELECT r.*, u.name AS unit_name, figure_name(r.indicator, r.breakdown) AS indicator_name,
        CASE axis WHEN 'time' THEN CASE WHEN stock THEN word('figure-of') WHEN distinct_count THEN word('figures-of') ELSE word('sum-of') END || ' '
                || CASE WHEN parts > 4 THEN parts || ' ' || word('times-from') || ' ' || names[1] || ' ' || word('times-to') || ' ' || names[-1] ELSE array_to_string(names, ', ') END
                || CASE WHEN distinct_count THEN ' ' || word('together') ELSE '' END
            ELSE word('sum-of') || ' ' || parts || ' ' || word('count-' || axis) END AS sum_words_of,
        word('compare-' || axis) AS compare_words,
        figure_of(r.unit, r.indicator, r.period, r.breakdown, sum_state, sum_qualifier, sum_value, sum_upper, sum_words, 'sum', len(missing)) AS sum_figure,
        r.value - sum_value AS imbalance, r.upper - sum_value AS upper_imbalance,
        greatest(r.low - sum_high, sum_low - r.high) AS gap, -- how far the two intervals lie apart
        (r.high IS NULL OR sum_low <= r.high) AND (sum_high IS NULL OR r.low IS NULL OR r.low <= sum_high) AS possible,
        (r.soft_high IS NULL OR sum_soft_low <= r.soft_high) AND (sum_soft_high IS NULL OR r.soft_low IS NULL OR r.soft_low <= sum_soft_high) AS plausible
    FROM ranged r JOIN unit u ON u.id = r.unit
)
FROM balance WHERE NOT possible OR NOT plausible OR len(missing) > 0
