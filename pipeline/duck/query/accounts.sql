-- All accounts, or the one of a login.
SELECT login, name, role, unit, password_hash, must_change, disabled, failures, locked_until, last_login, changed
FROM account WHERE $login = '' OR login = $login ORDER BY login
