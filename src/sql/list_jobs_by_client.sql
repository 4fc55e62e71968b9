-- Newest first. ?1 id of the last row seen, ?2 limit, ?3 client_id
SELECT {document}, json_array('', id) AS facts
FROM generated_videos INDEXED BY idx_videos_client
WHERE client_id = ?3 AND id < ?1
ORDER BY id DESC
LIMIT ?2
