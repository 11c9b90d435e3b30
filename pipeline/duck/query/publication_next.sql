-- The next id, and the number of the last edition of a subject.
SELECT coalesce(max(id), 0) + 1, coalesce(max(edition) FILTER (name = $name AND unit = $unit AND period = $period AND map = $map), 0) FROM publication
