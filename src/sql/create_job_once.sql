-- ?1 to ?15: new_job_values. Not ON CONFLICT: that would use up an id with each repeat. A statement of its own, since a
-- SELECT in an INSERT reads a row more.
INSERT INTO generated_videos ({new_job_columns}) SELECT {new_job_values}
WHERE NOT EXISTS (
  SELECT 1 FROM generated_videos WHERE coalesce(client_id, '') = coalesce(?7, '') AND idempotency_key = ?14
)
RETURNING {document}, {change}, json_array(id, NULL) AS facts
