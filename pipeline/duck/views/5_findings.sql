-- Findings, waivers, and which findings are open.

-- Every waiver, and whether it holds today where its finding stands with the same figures. The newest of a finding with the same figures
-- decides, up to its last day and unless it was withdrawn.
CREATE OR REPLACE VIEW judged_waiver AS
    SELECT *, id < max(id) OVER (PARTITION BY finding, got, expected) AS replaced, NOT replaced AND NOT withdrawn AND until >= clock_day() AS holds,
        struct_pack(id := id, who := who, unit := unit, reason := reason, made := made, until := until) AS waiver
    FROM waiver;

-- Every finding, with the waiver that holds today for its figures. NULL is none.
CREATE OR REPLACE VIEW judged_finding AS
    SELECT f.*, w.id AS waiver_id, w.waiver
    FROM finding f LEFT JOIN (FROM judged_waiver WHERE holds) w ON w.finding = f.id AND w.got = f.got AND w.expected = f.expected;

-- Findings on the forms that count, and on those that went back and have not been replaced: by another form of the unit, or
-- because the very same bytes were read again under another catalogue.
CREATE OR REPLACE VIEW open_finding AS
    SELECT f.*, cell_row(f.cell) AS row, s.file_name, s.layout, s.reporter, coalesce(u.name, '') AS reporter_name, coalesce(u.position, 0) AS reporter_position, s.period, s.first_month, s.last_month, s.state AS submission_state,
        CASE f.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END AS weight
    FROM judged_finding f JOIN submission s ON s.id = f.submission LEFT JOIN unit u ON u.id = s.reporter
    WHERE s.state IN ('accepted', 'returned', 'rejected')
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state <> 'accepted' AND s.layout <> ''
            AND later.layout = s.layout AND later.reporter = s.reporter AND later.period = s.period AND later.state IN ('accepted', 'returned', 'quarantined', 'unchanged'))
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state <> 'accepted' AND later.sha256 = s.sha256)
        -- A rejected file has no form; the next file of its name that is recognised stands for it.
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state = 'rejected' AND later.file_name = s.file_name AND later.state <> 'rejected');

-- What is wrong and, behind it, what the cause may be.
CREATE OR REPLACE MACRO explained(sentence, causes) AS array_to_string(list_prepend(sentence, list_transform(causes, lambda c: c.sentence)), ' ');

-- finding_on lists the open findings that concern a unit and its parts, or what became them, in a period and the times within it; of a
-- day, those on the forms of its month.
CREATE OR REPLACE MACRO finding_on(whole_unit, scope, wanted_period, day) AS TABLE
    FROM open_finding
    WHERE (period = wanted_period
            OR first_month >= run_first(run_until(wanted_period, day::DATE)) AND last_month <= run_last(run_until(wanted_period, day::DATE))
            OR run_of(wanted_period) IS NULL AND first_month = last_month AND first_month = year(day::DATE) * 12 + month(day::DATE) - 1)
        AND (reporter = whole_unit OR reporter IN (SELECT unit FROM lineage WHERE list_contains(scope, became)));

-- waived_key is what a waived finding has in common with the figure of a report that it stands on.
CREATE OR REPLACE MACRO waived_key(unit, indicator, breakdown, period) AS
    concat_ws(' ', unit, indicator, breakdown, CASE WHEN period LIKE '____-__-__' THEN period END);

-- waived_among lists the waived findings of a table of finding_on. keys are those of the figures that a finding stands on: of the unit, and
-- of what it became on the map; [] where no figure of the period is made of its cell. until is '' for as long as the figures stand.
CREATE OR REPLACE MACRO waived_among(findings, wanted_period, day, map) AS TABLE
    WITH accepted AS (FROM query_table(findings) WHERE waiver IS NOT NULL),
        stood_on AS ( -- bounds of the submissions reach the scan of the cells: without a waiver nothing is read
            SELECT o.submission, o.sheet, o.cell, o.unit, o.indicator, o.breakdown, o.period
            FROM observation o JOIN indicator i ON i.id = o.indicator
            WHERE o.submission IN (SELECT submission FROM accepted WHERE submission_state = 'accepted')
                AND (o.period = wanted_period OR run_of(wanted_period) IS NULL
                    OR CASE WHEN i.at_start THEN o.first_month = run_first(run_of(wanted_period)) WHEN i.nature = 'stock' THEN o.last_month = run_last(run_until(wanted_period, day::DATE))
                        ELSE o.first_month >= run_first(run_of(wanted_period)) AND o.last_month <= run_last(run_of(wanted_period)) END)
        )
    SELECT f.id, f.severity, f.weight, f.reporter_name, f.reporter_position, f.layout, f.file_name, f.sheet, f.row, f.cell, f.rule, f.sentence,
        f.waiver.who AS who, f.waiver.reason AS reason, CASE WHEN f.waiver.until < DATE '9999-12-31' THEN short_date(f.waiver.until) ELSE '' END AS until,
        CASE WHEN o.unit IS NULL THEN []::VARCHAR[] ELSE list_distinct([waived_key(o.unit, o.indicator, o.breakdown, o.period), waived_key(coalesce(l.became, o.unit), o.indicator, o.breakdown, o.period)]) END AS keys
    FROM accepted f
    LEFT JOIN stood_on o ON o.submission = f.submission AND o.sheet = f.sheet AND o.cell = f.cell AND f.submission_state = 'accepted'
    LEFT JOIN lineage l ON l.unit = o.unit AND map::DATE BETWEEN l.valid_from AND l.valid_to;

-- waived_on lists those of finding_on.
CREATE OR REPLACE MACRO waived_on(whole_unit, scope, wanted_period, day, map) AS TABLE
    WITH concerning AS (FROM finding_on(whole_unit, scope, wanted_period, day)) FROM waived_among('concerning', wanted_period, day, map);

-- marked tells a figure whether a finding on it is waived; waived_in lists the waived findings that stand on any of the figures.
CREATE OR REPLACE MACRO marked(figure, waived_keys) AS
    CASE WHEN figure IS NOT NULL THEN struct_update(figure, waived := list_contains(waived_keys, waived_key(figure.unit, figure.indicator, figure.breakdown, figure.period))) END;

CREATE OR REPLACE MACRO waived_in(waived_findings, figures) AS TABLE
    SELECT w.* FROM (SELECT unnest(waived_findings) AS w)
    WHERE list_has_any(w.keys, list_transform(list_filter(figures, lambda f: f.waived), lambda f: waived_key(f.unit, f.indicator, f.breakdown, f.period)))
    ORDER BY w.weight, w.reporter_position, w.layout, w.sheet, w.row, len(w.cell), w.cell, w.rule;
