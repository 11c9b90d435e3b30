DELETE FROM named_commune WHERE unit IN (SELECT unnest($communes))
