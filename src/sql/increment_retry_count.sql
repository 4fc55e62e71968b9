-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id
UPDATE generated_videos
SET download_retries = CAST(coalesce(download_retries, 0) AS INTEGER) + 1, {changed}
WHERE {job}
RETURNING {document}, {change}
