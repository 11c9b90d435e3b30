UPDATE submission SET state = decided.state, edition = decided.edition
FROM (SELECT unnest($submissions) AS id, unnest($states) AS state, unnest($editions) AS edition) decided
WHERE submission.id = decided.id
