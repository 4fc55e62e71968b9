-- Most recently updated first. ?1 updated_at and ?2 id of the last row seen, ?3 limit, ?4 status
-- Two arms: a row-value comparison would search by its first column only and read every row of a tie.
SELECT {document}, json_array({text updated_at}, id) AS facts, updated_at, id
FROM generated_videos INDEXED BY idx_videos_status_updated
WHERE status = ?4 AND updated_at = ?1 AND id < ?2
UNION ALL
SELECT {document}, json_array({text updated_at}, id), updated_at, id
FROM generated_videos INDEXED BY idx_videos_status_updated
WHERE status = ?4 AND updated_at < ?1
ORDER BY updated_at DESC, id DESC
LIMIT ?3
