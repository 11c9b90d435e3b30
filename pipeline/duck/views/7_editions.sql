-- What an edition says otherwise than the one before.

-- What a figure says, whatever it is made of: NULL where nothing is known.
CREATE OR REPLACE MACRO saying(state, qualifier, value, upper, words) AS
    CASE WHEN state <> 'missing' THEN concat_ws(chr(31), state, qualifier, CASE WHEN state IN ('declared', 'zero') THEN coalesce(value, 0)::DECIMAL(18,4) END,
        CASE WHEN qualifier = 'between' THEN upper::DECIMAL(18,4) END, words) END;

-- changed_since compares figures with those of an edition (0 for none): a row for each that the edition showed and that is otherwise now,
-- with NULL in after where it is gone, and for each that it did not know, with NULL in before; note says so. figures are all of the
-- period that the report shows, or more: what is gone is looked for among the units, or the indicators and breakdowns, that they
-- are of, of the same period and source. A unit's own word and its superior's are one source here, for one of them is believed.
-- before has no indicator: it is no figure of this document, and leads to no cell of today.
CREATE OR REPLACE MACRO changed_since(edition, figures) AS TABLE
    WITH now AS (
        SELECT DISTINCT ON (key, said) figure, [f.unit, f.indicator, f.period, f.breakdown, CASE f.source WHEN 'superior' THEN 'own' ELSE f.source END, (len(f.cells) = 0)::VARCHAR] AS key,
            saying(f.state, f.qualifier, f.value, f.upper, f.words) AS said
        FROM (SELECT figure, figure AS f FROM (SELECT unnest(figures) AS figure)) WHERE edition > 0 AND said IS NOT NULL
    ), then_known AS (
        SELECT *, [unit, indicator, period, breakdown, CASE source WHEN 'superior' THEN 'own' ELSE source END, computed::VARCHAR] AS key, saying(state, qualifier, value, upper, words) AS said
        FROM publication_figure WHERE publication = edition
    ), fresh AS (
        SELECT *, row_number() OVER (PARTITION BY key ORDER BY said) AS nth FROM now ANTI JOIN then_known USING (key, said)
    ), old AS (
        SELECT *, row_number() OVER (PARTITION BY key ORDER BY ordinal) AS nth FROM then_known ANTI JOIN now USING (key, said)
        WHERE shown AND EXISTS (FROM now n WHERE n.key[3] = period AND n.key[5:6] = then_known.key[5:6] AND contains(n.key[1], '/') = contains(unit, '/')
            AND (n.key[1] = unit OR n.key[2] = indicator AND n.key[4] = breakdown))
    ), changed AS (
        SELECT coalesce(f.key, o.key) AS key, o.state IS NOT NULL AS was, f.key IS NOT NULL AS is_there, f.figure AS after,
            CASE WHEN was THEN figure_of(o.unit, '', o.period, o.breakdown, o.state, o.qualifier, o.value, o.upper, o.words, o.source, 0) END AS before
        FROM fresh f FULL JOIN old o ON o.key = f.key AND o.nth = f.nth
        WHERE was OR NOT EXISTS (FROM then_known t WHERE t.key = f.key) -- of another reading of a key that the edition knew there is nothing to say
    )
    SELECT coalesce(nullif(figure_name(key[2], key[4]), ''), key[2]) AS name,
        coalesce(u.name, (SELECT p.unit_name FROM publication p WHERE p.id = edition AND p.unit = key[1]), '') AS unit_name,
        CASE WHEN run_of(key[3]) IS NULL THEN short_date(last_day_of(key[3])) ELSE period_name(run_of(key[3])) END AS period_name,
        before, after, CASE WHEN NOT was THEN word('change-new') WHEN NOT is_there THEN word('change-gone') ELSE '' END AS note
    FROM changed LEFT JOIN unit u ON u.id = key[1] LEFT JOIN indicator i ON i.id = key[2]
    ORDER BY i.position NULLS LAST, key[2], key[4], key[3], u.position NULLS LAST, key[1], note;
