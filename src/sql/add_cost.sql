-- The trigger makes a line of job_costs of it. ?1 id, ?2 caller, ?3 if_match, ?4 key, ?5 amount and ?6 the highest total, in millionths
UPDATE generated_videos
SET actual_cost = (round(coalesce(actual_cost, 0) * 1e6) + ?5) / 1e6,
  last_cost = json_array(?4, CAST(?5 AS INTEGER)), {changed}
WHERE {job} AND NOT EXISTS (SELECT 1 FROM job_costs WHERE job_id = ?1 AND key = ?4)
  AND round(coalesce(actual_cost, 0) * 1e6) + ?5 <= ?6
RETURNING {document}
