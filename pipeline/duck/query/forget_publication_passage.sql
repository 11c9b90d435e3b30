DELETE FROM publication_passage WHERE publication = $publication
