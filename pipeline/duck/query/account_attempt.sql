UPDATE account SET failures = $failures, locked_until = $locked_until, last_login = $last_login WHERE login = $login
