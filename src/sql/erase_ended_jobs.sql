-- A trigger takes all that belongs to them. ?1 days, ?2 limit
INSERT INTO job_erasures
SELECT id FROM (
  SELECT id, updated_at FROM generated_videos INDEXED BY idx_videos_status_updated WHERE status = 'completed' AND {expired}
  UNION ALL
  SELECT id, updated_at FROM generated_videos INDEXED BY idx_videos_status_updated WHERE status = 'failed' AND {expired}
  UNION ALL
  SELECT id, updated_at FROM generated_videos INDEXED BY idx_videos_status_updated WHERE status = 'canceled' AND {expired}
  ORDER BY updated_at
  LIMIT ?2
)
