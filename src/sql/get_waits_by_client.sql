-- How long the first in each of a client's lines has waited, in seconds; NULL if nobody does. ?1 client_id
SELECT '' AS document, NULL AS version, json_array({seconds_since pending}, {seconds_since review}) AS facts
FROM (
  SELECT
    (
      SELECT available_at FROM generated_videos INDEXED BY idx_videos_client_line
      WHERE client_id = ?1 AND {in_line} AND {line} = 'storyboard' AND available_at > '' ORDER BY available_at LIMIT 1
    ) AS pending,
    (
      SELECT available_at FROM generated_videos INDEXED BY idx_videos_client_line
      WHERE client_id = ?1 AND {in_line} AND {line} = 'review' AND available_at > '' ORDER BY available_at LIMIT 1
    ) AS review
)
