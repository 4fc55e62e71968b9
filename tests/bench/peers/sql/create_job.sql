-- ?1 caller, ?2 prompt, ?3 model_id, ?4 parameters, ?5 metadata, ?6 collection, ?7 client_id, ?8 brief_id, ?9 campaign_id,
-- ?10 video_url, ?11 estimated_cost, ?12 cost_cap, ?13 max_attempts
INSERT INTO generated_videos (
  prompt, model_id, parameters, metadata, collection, client_id, brief_id, campaign_id, video_url, estimated_cost, actual_cost,
  cost_cap, max_attempts, status, available_at, created_by, changed_by, changed_version, created_at, updated_at
)
VALUES (
  ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL,
  ?12, ?13, 'pending', strftime('%Y-%m-%d %H:%M:%f', 'now'), ?1, ?1, 1, strftime('%Y-%m-%d %H:%M:%f', 'now'), strftime('%Y-%m-%d %H:%M:%f', 'now')
)
RETURNING {columns}
