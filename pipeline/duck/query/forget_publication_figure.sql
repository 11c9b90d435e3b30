DELETE FROM publication_figure WHERE publication = $publication
