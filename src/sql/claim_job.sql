-- ?1 worker, ?2 caller, ?3 token_hash, ?4 lease_seconds, ?5 for storyboard, ?6 for render
-- The job that has waited longest; what is closer to its end goes first.
{claim}
WHERE id = coalesce(
    (
      SELECT id FROM generated_videos INDEXED BY idx_videos_approved_ready
      WHERE ?6 AND status = 'storyboard_ready' AND approved AND NOT {over_budget} AND available_at <= {now}
      ORDER BY available_at LIMIT 1
    ),
    (
      SELECT id FROM generated_videos INDEXED BY idx_videos_pending
      WHERE ?5 AND status = 'pending' AND available_at <= {now}
      ORDER BY available_at LIMIT 1
    )
  )
  AND NOT EXISTS (SELECT 1 FROM generated_videos WHERE lease_token_hash = ?3)   -- a repeat is no second claim
RETURNING {document}, {change}
