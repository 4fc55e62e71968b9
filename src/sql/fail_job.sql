-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 token_hash, ?6 request_hash, ?7 error_message, ?8 error_code, ?9 retryable, ?10 whether the caller may do without the lease
UPDATE generated_videos
SET status = coalesce(iif(?9, {back_in_line}, NULL), 'failed'), attempt = iif(?9, {attempts_used}, attempt),
  available_at = iif(?9 AND {back_in_line} IS NOT NULL, {backoff}, available_at),
  progress_seq = NULL, error_message = ?7, error_code = ?8, {ends_lease}, ended_lease = ?6, {changed}
WHERE {job} AND {not_final}
  AND ({leased} OR ?10 AND ?5 IS NULL)
RETURNING {document}, {change}
