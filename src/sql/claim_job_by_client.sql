-- ?1 worker, ?2 caller, ?3 token_hash, ?4 lease_seconds, ?5 for storyboard, ?6 for render, ?7 client_id
-- The job that has waited longest; what is closer to its end goes first.
{claim}
WHERE id = coalesce(
    (
      SELECT id FROM generated_videos INDEXED BY idx_videos_client_line
      WHERE ?6 AND client_id = ?7 AND {in_line} AND {line} = 'render' AND available_at <= {now}
      ORDER BY available_at LIMIT 1
    ),
    (
      SELECT id FROM generated_videos INDEXED BY idx_videos_client_line
      WHERE ?5 AND client_id = ?7 AND {in_line} AND {line} = 'storyboard' AND available_at <= {now}
      ORDER BY available_at LIMIT 1
    )
  )
  AND NOT EXISTS (SELECT 1 FROM generated_videos WHERE lease_token_hash = ?3)   -- a repeat is no second claim
RETURNING {document}, {change}
