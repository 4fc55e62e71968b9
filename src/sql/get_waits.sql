-- How long the first in each line has waited, in seconds; NULL if nobody does.
SELECT '' AS document, NULL AS version, json_array(
    {seconds_since (
      SELECT available_at FROM generated_videos INDEXED BY idx_videos_pending
      WHERE status = 'pending' AND available_at > '' ORDER BY available_at LIMIT 1
    )},
    {seconds_since (
      SELECT available_at FROM generated_videos INDEXED BY idx_videos_unreviewed
      WHERE status = 'storyboard_ready' AND NOT coalesce(approved, 0) AND available_at > '' ORDER BY available_at LIMIT 1
    )}
  ) AS facts
