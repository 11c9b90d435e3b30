DELETE FROM publication WHERE id = $publication
