-- ?1 id
SELECT {document} FROM generated_videos WHERE id = ?1
