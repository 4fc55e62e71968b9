-- Puts jobs back in line whose lease has run out. ?1 limit, ?2 caller
UPDATE generated_videos
SET status = CASE WHEN {live} THEN coalesce({back_in_line}, 'failed') ELSE status END,
  available_at = iif({back_in_line} IS NOT NULL, {backoff}, available_at),
  progress_seq = NULL, error_message = iif({live}, 'the lease of ' || lease_worker || ' ran out', error_message),
  error_code = iif({live}, 'lease-expired', error_code), {ends_lease}, {changed}
WHERE id IN (
  SELECT id FROM generated_videos INDEXED BY idx_videos_leases
  WHERE lease_token_hash IS NOT NULL AND lease_expires_at <= {now}
  LIMIT ?1
)
RETURNING '' AS document, NULL AS version, {change}
