-- ?1 id
SELECT {columns} FROM generated_videos WHERE id = ?1
