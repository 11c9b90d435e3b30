-- Findings, waivers, and which findings are open.

-- Every finding, with the waiver that holds today: one with the same figures that is not over. NULL is none.
CREATE OR REPLACE VIEW judged_finding AS
    SELECT f.*, w.id AS waiver_id,
        CASE WHEN w.id IS NOT NULL THEN struct_pack(id := w.id, who := w.who, unit := w.unit, reason := w.reason, made := w.made, until := w.until) END AS waiver
    FROM finding f LEFT JOIN (
        SELECT * FROM waiver WHERE NOT withdrawn AND until >= clock_day()
        QUALIFY row_number() OVER (PARTITION BY finding, got, expected ORDER BY id DESC) = 1
    ) w ON w.finding = f.id AND w.got = f.got AND w.expected = f.expected;

-- Findings on the forms that count, and on those that went back and have not been replaced: by another form of the unit, or
-- because the very same bytes were read again under another catalogue.
CREATE OR REPLACE VIEW open_finding AS
    SELECT f.*, cell_row(f.cell) AS row, s.file_name, s.layout, s.reporter, coalesce(u.name, '') AS reporter_name, coalesce(u.position, 0) AS reporter_position, s.period, s.first_month, s.last_month, s.state AS submission_state,
        CASE f.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END AS weight
    FROM judged_finding f JOIN submission s ON s.id = f.submission LEFT JOIN unit u ON u.id = s.reporter
    WHERE s.state IN ('accepted', 'returned', 'rejected')
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state <> 'accepted' AND s.layout <> ''
            AND later.layout = s.layout AND later.reporter = s.reporter AND later.period = s.period AND later.state IN ('accepted', 'returned'))
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state <> 'accepted' AND later.sha256 = s.sha256)
        -- A rejected file has no form; the next file of its name that is recognised stands for it.
        AND NOT EXISTS (FROM submission later WHERE later.id > s.id AND s.state = 'rejected' AND later.file_name = s.file_name AND later.state <> 'rejected');

-- finding_on lists the open findings that concern a unit and its parts, or what became them, in a period and the times within it; of a
-- day, those on the forms of its month.
CREATE OR REPLACE MACRO finding_on(whole_unit, scope, wanted_period, day) AS TABLE
    FROM open_finding
    WHERE (period = wanted_period
            OR first_month >= run_first(run_until(wanted_period, day::DATE)) AND last_month <= run_last(run_until(wanted_period, day::DATE))
            OR run_of(wanted_period) IS NULL AND first_month = last_month AND first_month = year(day::DATE) * 12 + month(day::DATE) - 1)
        AND (reporter = whole_unit OR reporter IN (SELECT unit FROM lineage WHERE list_contains(scope, became)));
