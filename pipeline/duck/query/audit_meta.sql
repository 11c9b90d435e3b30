-- Number and hash of the journal's last line, as they are kept beside it, and the last submission that is older than the journal.
SELECT coalesce(try_cast(split_part(any_value(value) FILTER (name = 'journal'), ' ', 1) AS BIGINT), 0), coalesce(split_part(any_value(value) FILTER (name = 'journal'), ' ', 2), ''),
    coalesce(try_cast(any_value(value) FILTER (name = 'before_journal') AS BIGINT), 0)
FROM meta
