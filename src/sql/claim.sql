-- What a claim changes. ?1 worker, ?2 caller, ?3 token_hash, ?4 lease_seconds
UPDATE generated_videos
SET status = iif(status = 'pending', 'parsing', 'rendering'), attempt = attempt + 1, progress_seq = NULL,
  error_message = NULL, error_code = NULL,
  ended_lease = iif(instr(ended_lease, ?3) = 1, NULL, ended_lease),   -- the token begins anew, and so do its repeats
  lease_worker = ?1, lease_token_hash = ?3, lease_seconds = ?4,
  lease_expires_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '+' || ?4 || ' seconds'), {changed}
