SELECT publication, submission, sha256 FROM publication_original ORDER BY publication, submission
