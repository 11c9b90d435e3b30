-- What the sender was told of a decision that is made anew.
DELETE FROM finding WHERE submission IN (SELECT unnest($submissions)) AND rule IN ('period-closed', 'same-content', 'sent-back')
