-- Now, and only now, is the unit's older edition superseded.
UPDATE submission SET state = 'superseded'
WHERE state = 'accepted' AND id NOT IN (SELECT unnest($submissions))
    AND (layout, reporter, period) IN (
        SELECT (layout, reporter, period) FROM submission WHERE id IN (SELECT unnest($submissions)) AND state = 'accepted')
