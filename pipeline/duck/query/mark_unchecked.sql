INSERT OR IGNORE INTO unchecked SELECT id FROM submission WHERE state = 'accepted'
