-- Editions with their files, by their ids.
SELECT p.id, p.edition, p.name, p.unit, p.unit_name, p.period, p.map, p.number, p.symbol, p.dated, p.authority, p.title, p.signer, p.mark, p.text, p.catalog_hash, p.who, p.made,
    f.name, f.title, f.size, f.sha256
FROM publication p JOIN publication_file f ON f.publication = p.id
WHERE list_contains($editions, p.id)
ORDER BY p.id, f.ordinal
