-- On a database that has not been migrated: a scan. ?1 updated_at and ?2 id of the last row seen, ?3 limit, ?4 status, ?5 client_id; NULL for all
SELECT {document}, json_array({updated_at}, id) AS facts
FROM generated_videos
WHERE (?4 IS NULL OR status = ?4) AND (?5 IS NULL OR {client_id} = ?5)
  AND ({updated_at} < ?1 OR {updated_at} = ?1 AND id < ?2)
ORDER BY {updated_at} DESC, id DESC
LIMIT ?3
