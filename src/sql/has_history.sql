-- One row if there is or was such a job. ?1 job_id, ?2 client_id
SELECT '' AS document, NULL AS version
WHERE {history} AND (EXISTS (SELECT 1 FROM generated_videos WHERE id = ?1) OR EXISTS (SELECT 1 FROM job_events WHERE job_id = ?1))
