-- ?1 id, ?2 caller, ?3 progress
UPDATE generated_videos
SET progress = json(?3), {changed}
WHERE id = ?1
  AND status IS NOT 'completed' AND status IS NOT 'failed' AND status IS NOT 'canceled'   -- IS NOT is right for NULL
RETURNING {document}
