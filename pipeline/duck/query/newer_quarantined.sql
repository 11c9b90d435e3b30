SELECT later.id, later.sha256, later.file_name, later.size, later.received, later.state, later.layout, later.version, later.reporter, later.period, later.edition, later.figures
FROM submission s JOIN submission later USING (layout, reporter, period)
WHERE s.id = $submission AND later.id > s.id AND later.state = 'quarantined'
ORDER BY later.id DESC LIMIT 1
