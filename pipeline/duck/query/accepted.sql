-- By months: forms that are rechecked together read the same ones.
SELECT id, layout, map_day FROM submission WHERE state = 'accepted' ORDER BY last_month, id
