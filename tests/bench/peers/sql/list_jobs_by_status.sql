-- Most recently updated first. ?1 status, ?2 updated_at and ?3 id of the last row seen, ?4 limit
SELECT {columns} FROM generated_videos WHERE status = ?1 AND updated_at = ?2 AND id < ?3
UNION ALL
SELECT {columns} FROM generated_videos WHERE status = ?1 AND updated_at < ?2
ORDER BY updated_at DESC, id DESC
LIMIT ?4
