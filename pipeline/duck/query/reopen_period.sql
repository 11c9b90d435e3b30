DELETE FROM closed_period WHERE period = $period
