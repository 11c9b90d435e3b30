SELECT seq, made, who, action, subject, detail, previous, hash FROM journal WHERE made >= $since ORDER BY seq
