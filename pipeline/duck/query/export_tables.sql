-- The tables that are kept.
SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary AND schema_name = 'main' ORDER BY table_name
