-- Now, and only now, is the unit's older edition superseded, and what came before and waits in quarantine.
UPDATE submission SET state = 'superseded'
FROM (SELECT id, layout, reporter, period FROM submission WHERE id IN (SELECT unnest($submissions))) taken
WHERE submission.id <> taken.id AND (submission.layout, submission.reporter, submission.period) = (taken.layout, taken.reporter, taken.period)
    AND (submission.state = 'accepted' OR submission.state = 'quarantined' AND submission.id < taken.id)
