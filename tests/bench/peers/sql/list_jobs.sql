-- Newest first. ?1 id of the last row seen, ?2 limit
SELECT {columns} FROM generated_videos WHERE id < ?1 ORDER BY id DESC LIMIT ?2
