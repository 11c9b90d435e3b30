UPDATE delivery SET state = $state, attempts = $attempts, next = $next, words = $words, changed = $changed WHERE id = $id AND state = $from RETURNING id
