-- On a database that has not been migrated. ?1 id, ?2 caller and ?3 if_match (there are no columns to keep or compare them), ?4 client_id
UPDATE generated_videos
SET download_retries = CAST(coalesce(download_retries, 0) AS INTEGER) + 1{changed}
WHERE id = ?1 AND ?2 IS NOT NULL AND ?3 IS NULL AND (?4 IS NULL OR {client_id} = ?4)
RETURNING {document}
