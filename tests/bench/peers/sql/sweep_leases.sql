-- Puts up to 100 jobs back in line whose lease has run out.
UPDATE generated_videos
SET status = CASE
    WHEN status IN ('completed', 'failed', 'canceled') THEN status
    WHEN attempt >= max_attempts THEN 'failed'
    WHEN status IN ('parsing', 'generating_storyboard') THEN 'pending'
    WHEN status = 'rendering' THEN iif(storyboard_revision > 0, 'storyboard_ready', 'pending')
    ELSE 'failed'
  END,
  available_at = iif(
    attempt < max_attempts AND status IN ('parsing', 'generating_storyboard', 'rendering'),
    strftime(
      '%Y-%m-%d %H:%M:%f', 'now',
      '+' || round(min(900, 15 << min(10, max(0, attempt - 1))) * (0.8 + abs(random() % 1000) / 2500.0), 3) || ' seconds'
    ),
    available_at
  ),
  error_message = iif(status IN ('completed', 'failed', 'canceled'), error_message, 'the lease of ' || lease_worker || ' ran out'),
  error_code = iif(status IN ('completed', 'failed', 'canceled'), error_code, 'lease-expired'),
  progress_seq = NULL, lease_worker = NULL, lease_token_hash = NULL, lease_expires_at = NULL, lease_seconds = NULL,
  version = version + 1, changed_version = version + 1, changed_by = 'sweep', updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
WHERE id IN (
  SELECT id FROM generated_videos INDEXED BY idx_videos_leases
  WHERE lease_token_hash IS NOT NULL AND lease_expires_at <= strftime('%Y-%m-%d %H:%M:%f', 'now')
  LIMIT 100
)
