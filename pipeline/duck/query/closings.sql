SELECT period, who, made FROM closed_period ORDER BY period
