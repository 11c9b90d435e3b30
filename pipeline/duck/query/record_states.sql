-- A form's editions are counted as they are accepted.
UPDATE submission SET
    state = decided.state,
    edition = CASE WHEN decided.state = 'accepted' THEN 1 + coalesce((
        SELECT max(older.edition) FROM submission older
        WHERE older.layout = submission.layout AND older.reporter = submission.reporter AND older.period = submission.period), 0) ELSE 0 END
FROM (SELECT unnest($submissions) AS id, unnest($states) AS state) decided
WHERE submission.id = decided.id
