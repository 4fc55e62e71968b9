-- ?1 id, ?2 caller, ?3 if_match, ?4 token_hash, ?5 status
UPDATE generated_videos
SET status = ?5, error_message = NULL, error_code = NULL, {keeps_lease}, {changed}
WHERE {job} AND {live} AND {leased}
  AND {rank status} < {rank ?5}   -- forward only
  AND (?5 <> 'rendering' OR approved AND NOT {over_budget})
RETURNING {document}
