-- ?1 id, ?2 caller, ?3 if_match, ?4 token_hash, ?5 request_hash, ?6 video_url, ?7 actual_cost
UPDATE generated_videos
SET status = 'completed', video_url = ?6, actual_cost = coalesce(?7, actual_cost), error_message = NULL, error_code = NULL,
  {ends_lease}, ended_lease = ?5, {changed}
WHERE {job} AND {live} AND {leased}
  AND (approved OR coalesce(status NOT IN ('pending', 'parsing', 'generating_storyboard', 'storyboard_ready'), 1))
RETURNING {document}
