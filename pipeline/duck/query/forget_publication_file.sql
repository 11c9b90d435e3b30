DELETE FROM publication_file WHERE publication = $publication
