-- ?1 id, ?2 caller, ?3 storyboard_revision
UPDATE generated_videos
SET approved = 1, approved_at = strftime('%Y-%m-%d %H:%M:%f', 'now'), approved_by = ?2, approved_revision = storyboard_revision,
  available_at = coalesce(available_at, strftime('%Y-%m-%d %H:%M:%f', 'now')),
  version = version + 1, changed_version = version + 1, changed_by = ?2, updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
WHERE id = ?1 AND status IS NOT 'completed' AND status IS NOT 'canceled' AND NOT coalesce(approved, 0)
  AND (?3 IS NULL OR storyboard_revision = ?3)
  AND NOT coalesce(review ->> '$.storyboard_revision' = storyboard_revision, 0)
  AND (cost_cap IS NULL OR coalesce(actual_cost, 0) + coalesce(estimated_cost, 0) <= cost_cap)
RETURNING {columns}
