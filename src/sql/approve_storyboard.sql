-- ?1 id, ?2 caller
UPDATE generated_videos
SET approved = 1, approved_at = strftime('%Y-%m-%d %H:%M:%f', 'now'), approved_by = ?2,
  approved_revision = storyboard_revision, {changed}
WHERE id = ?1
  AND NOT coalesce(approved, 0)   -- approving again changes nothing
  AND status IS NOT 'completed' AND status IS NOT 'canceled'   -- IS NOT is right for NULL
RETURNING {document}
