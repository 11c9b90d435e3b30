-- Editions with their files, the oldest first: one, or those of a name, a unit and a period; 0 and '' being all.
SELECT p.id, p.edition, p.name, p.unit, p.unit_name, p.period, p.map, p.number, p.symbol, p.dated, p.authority, p.title, p.signer, p.mark, p.text, p.catalog_hash, p.who, p.made,
    f.name, f.title, f.size, f.sha256
FROM publication p JOIN publication_file f ON f.publication = p.id
WHERE p.edition > 0 AND $id IN (0, p.id) AND $name IN ('', p.name) AND $unit IN ('', p.unit) AND $period IN ('', p.period)
ORDER BY p.id, f.ordinal
