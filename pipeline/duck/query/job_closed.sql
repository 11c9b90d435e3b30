SELECT DISTINCT subject FROM journal WHERE action = 'closing' ORDER BY subject
