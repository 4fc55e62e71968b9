-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 storyboard_revision
UPDATE generated_videos
SET approved = 1, approved_at = {now}, approved_by = ?2, approved_revision = storyboard_revision,
  available_at = coalesce(available_at, {now}), {changed}
WHERE {job} AND {not_final}
  AND NOT coalesce(approved, 0)   -- approving again changes nothing
  AND (?5 IS NULL OR storyboard_revision = ?5)
  AND NOT {rejected} AND NOT {over_budget}
RETURNING {document}, {change}
