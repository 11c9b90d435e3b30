-- What says the same as the current edition is not kept twice.
DELETE FROM observation WHERE submission IN (SELECT id FROM submission WHERE state = 'unchanged');
DELETE FROM narrative WHERE submission IN (SELECT id FROM submission WHERE state = 'unchanged');
DELETE FROM commune WHERE submission IN (SELECT id FROM submission WHERE state = 'unchanged');
DELETE FROM record WHERE submission IN (SELECT id FROM submission WHERE state = 'unchanged');
DELETE FROM field WHERE submission IN (SELECT id FROM submission WHERE state = 'unchanged')
