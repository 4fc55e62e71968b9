-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 storyboard_revision, ?6 reason, ?7 scenes
UPDATE generated_videos
SET status = 'pending',
  review = json_object(
    'storyboard_revision', storyboard_revision, 'reason', ?6, 'scenes', json(?7),
    'rejected_by', ?2, 'rejected_at', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  ),
  attempt = 0, progress_seq = NULL, available_at = {now}, {ends_lease}, {changed}
WHERE {job} AND status = 'storyboard_ready'
  AND NOT coalesce(approved, 0) AND NOT {rejected}
  AND (?5 IS NULL OR storyboard_revision = ?5)
RETURNING {document}, {change}
