-- ?1 prompt, ?2 caller, ?3 model_id, ?4 parameters, ?5 metadata, ?6 collection, ?7 client_id, ?8 brief_id, ?9 campaign_id,
-- ?10 video_url, ?11 estimated_cost, ?12 cost_cap, ?13 max_attempts
INSERT INTO generated_videos (
  prompt, model_id, parameters, metadata, collection, client_id, brief_id, campaign_id,
  video_url, estimated_cost, actual_cost, cost_cap, max_attempts,
  status, available_at, created_by, changed_by, created_at, updated_at
) VALUES (
  ?1, ?3, json(?4), json(?5), ?6, ?7, ?8, ?9,
  ?10, ?11, NULL, ?12, ?13,   -- a cost that nobody knows is NULL, not the column's 0.0
  'pending', strftime('%Y-%m-%d %H:%M:%f', 'now'), ?2, ?2,
  strftime('%Y-%m-%d %H:%M:%f', 'now'), strftime('%Y-%m-%d %H:%M:%f', 'now')
)
RETURNING {document}, json_array(id) AS facts
