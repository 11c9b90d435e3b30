SELECT publication, passage, title, drafted, text FROM publication_passage WHERE publication = $publication OR $publication = 0 ORDER BY publication, ordinal
