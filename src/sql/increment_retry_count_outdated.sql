-- On a database that has not been migrated. ?1 id, ?2 caller (there is no column to keep it in)
UPDATE generated_videos
SET download_retries = CAST(coalesce(download_retries, 0) AS INTEGER) + 1{changed}
WHERE id = ?1 AND ?2 IS NOT NULL
RETURNING {document}
