-- Most recently updated first. ?1 updated_at and ?2 id of the last row seen, ?3 limit, ?4 status, ?5 client_id
SELECT {document}, json_array({text updated_at}, id) AS facts, updated_at, id
FROM generated_videos INDEXED BY idx_videos_client_status_updated
WHERE client_id = ?5 AND status = ?4 AND updated_at = ?1 AND id < ?2
UNION ALL
SELECT {document}, json_array({text updated_at}, id), updated_at, id
FROM generated_videos INDEXED BY idx_videos_client_status_updated
WHERE client_id = ?5 AND status = ?4 AND updated_at < ?1
ORDER BY updated_at DESC, id DESC
LIMIT ?3
