UPDATE token SET revoked = $at WHERE id = $id AND revoked IS NULL RETURNING unit
