DELETE FROM publication_original WHERE publication = $publication
