SELECT id, sha256, file_name, size, received, state, layout, version, reporter, period, edition, figures FROM submission
WHERE ($unit = '' OR reporter = $unit) AND ($period = '' OR period = $period) AND ($form = '' OR layout = $form)
ORDER BY id
