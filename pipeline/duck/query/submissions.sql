SELECT id, sha256, file_name, size, received, state, layout, version, reporter, period, edition, figures FROM submission
WHERE (len($units::VARCHAR[]) = 0 OR list_contains($units::VARCHAR[], reporter)) AND ($period = '' OR period = $period) AND ($form = '' OR layout = $form)
ORDER BY id DESC
