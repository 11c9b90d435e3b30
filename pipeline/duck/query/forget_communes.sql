DELETE FROM named_commune WHERE unit IN (FROM touched_commune)
