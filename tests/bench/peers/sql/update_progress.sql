-- ?1 id, ?2 caller, ?3 token_hash, ?4 progress, ?5 its seq
UPDATE generated_videos
SET progress = ?4, progress_seq = ?5, version = version + 1, changed_version = version + 1, changed_by = ?2,
  updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now'),
  lease_expires_at = iif(?3 IS NULL, lease_expires_at, strftime('%Y-%m-%d %H:%M:%f', 'now', '+' || lease_seconds || ' seconds'))
WHERE id = ?1 AND status IS NOT 'completed' AND status IS NOT 'failed' AND status IS NOT 'canceled'
  AND ?3 IS iif(lease_expires_at > strftime('%Y-%m-%d %H:%M:%f', 'now'), lease_token_hash, NULL)
  AND coalesce(?5 > progress_seq, 1)
RETURNING {columns}
