INSERT OR REPLACE INTO account VALUES ($login, $name, $role, $unit, $password_hash, $must_change, $disabled, $failures, $locked_until, $last_login, $changed)
