DELETE FROM unchecked WHERE submission IN (SELECT unnest($submissions::BIGINT[]))
