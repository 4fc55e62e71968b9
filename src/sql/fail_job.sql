-- ?1 id, ?2 caller, ?3 error_message
UPDATE generated_videos
SET status = 'failed', error_message = ?3, {changed}
WHERE id = ?1
  AND status IS NOT 'completed' AND status IS NOT 'canceled'   -- the first final write wins; IS NOT is right for NULL
RETURNING {document}
