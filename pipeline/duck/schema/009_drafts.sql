-- Drafts had files here that nobody reads; they have none now, so nothing would take them away with their draft.
DELETE FROM publication_file WHERE publication IN (SELECT id FROM publication WHERE edition = 0);
