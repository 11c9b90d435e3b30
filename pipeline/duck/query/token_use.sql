UPDATE token SET last_used = $at WHERE id = $id
