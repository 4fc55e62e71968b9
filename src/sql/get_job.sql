-- ?1 id, ?2 client_id
SELECT {document} FROM generated_videos WHERE id = ?1 AND (?2 IS NULL OR {client_id} = ?2)
