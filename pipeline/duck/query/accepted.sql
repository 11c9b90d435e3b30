SELECT id, layout, map_day FROM submission WHERE state = 'accepted' ORDER BY id
