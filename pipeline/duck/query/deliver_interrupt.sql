UPDATE delivery SET state = 'uncertain', changed = $now WHERE state = 'sending'
