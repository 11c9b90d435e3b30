INSERT OR REPLACE INTO meta VALUES ('journal', $head)
