SELECT id, sha256, file_name, size, received, state, layout, version, reporter, period, edition, figures, layout_hash, catalog_hash FROM submission ORDER BY id
