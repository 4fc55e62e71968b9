-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 token_hash, ?6 status
UPDATE generated_videos
SET status = ?6, error_message = NULL, error_code = NULL, {keeps_lease}, {changed}
WHERE {job} AND {live} AND {leased}
  AND {rank status} < {rank ?6}   -- forward only
  AND (?6 <> 'rendering' OR approved AND NOT {over_budget})
RETURNING {document}, {change}
