-- Findings of scope total are made anew; those of editions that no longer count go with them.
DELETE FROM finding WHERE scope = 'total' AND (submission IN (SELECT unnest($submissions)) OR submission IN (SELECT id FROM submission WHERE state = 'superseded'))
