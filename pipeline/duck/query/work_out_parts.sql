-- What the totals of submissions are made of: for work_out_balances, and for the search for what may explain an imbalance.
CREATE OR REPLACE TEMP TABLE total_part AS FROM total_parts($submissions)
