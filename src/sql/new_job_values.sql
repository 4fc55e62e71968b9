-- ?1 prompt, ?2 caller, ?3 model_id, ?4 parameters, ?5 metadata, ?6 collection, ?7 client_id, ?8 brief_id, ?9 campaign_id,
-- ?10 video_url, ?11 estimated_cost, ?12 cost_cap, ?13 max_attempts, ?14 idempotency_key, ?15 idempotency_hash
?1, ?3, json(?4), json(?5), ?6, ?7, ?8, ?9,
?10, ?11, NULL, ?12, ?13, ?14, ?15,   -- a cost that nobody knows is NULL, not the column's 0.0
'pending', {now}, ?2, ?2, 1, {now}, {now}
