-- The words for a breakdown come from the catalogue (breakdown_name in functions.go): nothing is kept of them.
DROP VIEW IF EXISTS breakdown_name;
DROP TABLE known_breakdown;
