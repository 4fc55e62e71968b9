-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 token_hash, ?6 request_hash, ?7 video_url, ?8 actual_cost
UPDATE generated_videos
SET status = 'completed', video_url = ?7, actual_cost = coalesce(?8, actual_cost), error_message = NULL, error_code = NULL,
  {ends_lease}, ended_lease = ?6, {changed}
WHERE {job} AND {live} AND {leased}
  AND (approved OR coalesce(status NOT IN ('pending', 'parsing', 'generating_storyboard', 'storyboard_ready'), 1))
RETURNING {document}, {change}
