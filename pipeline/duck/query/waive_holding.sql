SELECT finding, got, expected, waiver FROM judged_waiver WHERE holds AND finding IN (SELECT unnest($findings))
