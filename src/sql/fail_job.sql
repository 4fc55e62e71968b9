-- ?1 id, ?2 caller, ?3 if_match, ?4 token_hash, ?5 request_hash, ?6 error_message, ?7 error_code, ?8 retryable, ?9 whether the caller may do without the lease
UPDATE generated_videos
SET status = coalesce(iif(?8, {back_in_line}, NULL), 'failed'), attempt = iif(?8, {attempts_used}, attempt),
  available_at = iif(?8 AND {back_in_line} IS NOT NULL, {backoff}, available_at),
  progress_seq = NULL, error_message = ?6, error_code = ?7, {ends_lease}, ended_lease = ?5, {changed}
WHERE {job} AND {not_final}
  AND ({leased} OR ?9 AND ?4 IS NULL)
RETURNING {document}
