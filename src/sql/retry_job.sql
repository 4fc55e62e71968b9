-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id
UPDATE generated_videos
SET status = iif(approved AND storyboard_revision > 0, 'storyboard_ready', 'pending'),
  error_message = NULL, error_code = NULL, attempt = 0, progress_seq = NULL, available_at = {now}, {changed}
WHERE {job} AND status = 'failed'
RETURNING {document}, {change}
