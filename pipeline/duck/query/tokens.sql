SELECT id, hash, unit, made_by, made, last_used, revoked FROM token ORDER BY id
