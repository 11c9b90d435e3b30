-- Files with a finding whose id begins so that is not open.
SELECT f.id, s.file_name, s.state FROM finding f JOIN submission s ON s.id = f.submission WHERE starts_with(f.id, $finding) ORDER BY s.id DESC LIMIT 1
