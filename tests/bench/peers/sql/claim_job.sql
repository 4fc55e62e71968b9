-- ?1 worker, ?2 caller, ?3 token_hash, ?4 lease_seconds, ?5 for storyboard, ?6 for render
UPDATE generated_videos
SET status = iif(status = 'pending', 'parsing', 'rendering'), attempt = attempt + 1, progress_seq = NULL,
  error_message = NULL, error_code = NULL, lease_worker = ?1, lease_token_hash = ?3, lease_seconds = ?4,
  lease_expires_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '+' || CAST(?4 AS INTEGER) || ' seconds'),
  version = version + 1, changed_version = version + 1, changed_by = ?2, updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
WHERE id = coalesce(
    (
      SELECT id FROM generated_videos INDEXED BY idx_videos_approved_ready
      WHERE ?6 AND status = 'storyboard_ready' AND approved
        AND NOT coalesce(round(coalesce(actual_cost, 0) * 1e6) + round(coalesce(estimated_cost, 0) * 1e6) > round(cost_cap * 1e6), 0)
        AND available_at <= strftime('%Y-%m-%d %H:%M:%f', 'now')
      ORDER BY available_at LIMIT 1
    ),
    (
      SELECT id FROM generated_videos INDEXED BY idx_videos_pending
      WHERE ?5 AND status = 'pending' AND available_at <= strftime('%Y-%m-%d %H:%M:%f', 'now')
      ORDER BY available_at LIMIT 1
    )
  )
  AND NOT EXISTS (SELECT 1 FROM generated_videos WHERE lease_token_hash = ?3)
RETURNING {columns}
