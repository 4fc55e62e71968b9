-- One row if there is or was such a job. ?1 id
SELECT '' AS document, NULL AS version
WHERE EXISTS (SELECT 1 FROM generated_videos WHERE id = ?1) OR EXISTS (SELECT 1 FROM job_events WHERE job_id = ?1)
