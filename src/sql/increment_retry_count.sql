-- ?1 id, ?2 caller
UPDATE generated_videos
SET download_retries = CAST(coalesce(download_retries, 0) AS INTEGER) + 1, {changed}
WHERE id = ?1
RETURNING {document}
