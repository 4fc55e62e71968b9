-- Where a job's news go. ?1 job_id, ?2 client_id
SELECT json_object('url', url, 'events', json(events), 'disabled_at', {timestamp disabled_at}) AS document, NULL AS version
FROM job_webhooks WHERE job_id = ?1 AND {history}
