-- The trigger makes a line of job_costs of it. ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 key, ?6 amount and ?7 the highest total, in millionths
UPDATE generated_videos
SET actual_cost = (round(coalesce(actual_cost, 0) * 1e6) + ?6) / 1e6,
  last_cost = json_array(?5, CAST(?6 AS INTEGER)), {changed}
WHERE {job} AND NOT EXISTS (SELECT 1 FROM job_costs WHERE job_id = ?1 AND key = ?5)
  AND round(coalesce(actual_cost, 0) * 1e6) + ?6 <= ?7
RETURNING {document}, {change}
