-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 token_hash, ?6 request_hash, ?7 storyboard_data, ?8 estimated_cost
-- An approval of revision 0 stands for storyboards to come; any other is of a storyboard that is no more.
UPDATE generated_videos
SET status = 'storyboard_ready', storyboard_data = json(?7), estimated_cost = coalesce(?8, estimated_cost),
  storyboard_revision = max(storyboard_revision, coalesce(approved_revision, 0)) + 1,
  approved = {no_gate},
  approved_at = iif({no_gate}, approved_at, NULL),
  approved_by = iif({no_gate}, approved_by, NULL),
  approved_revision = iif({no_gate}, 0, NULL),
  error_message = NULL, error_code = NULL,
  attempt = 0, progress_seq = NULL, available_at = {now}, {ends_lease}, ended_lease = ?6, {changed}
WHERE {job} AND {live} AND status IS NOT 'rendering' AND {leased}
RETURNING {document}, {change}
