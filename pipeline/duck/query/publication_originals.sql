-- The submissions that cells stand in, and the accepted forms of an order's scope and time that hold more than figures: registers, events, texts.
SELECT id, sha256 FROM submission s
WHERE id IN (SELECT submission FROM observation WHERE rowid IN (SELECT unnest($cells)))
    OR state = 'accepted' AND (reporter = $unit OR list_contains($scope, reporter))
        AND (period = $period OR first_month >= run_first(run_until($period, $day::DATE)) AND last_month <= run_last(run_until($period, $day::DATE)))
        AND (EXISTS (FROM record r WHERE r.submission = s.id) OR EXISTS (FROM narrative n WHERE n.submission = s.id))
ORDER BY id
