-- Where a job's news go. No row if there never was such a job. ?1 job_id, ?2 client_id
SELECT coalesce(
    (SELECT json_object('url', url, 'events', json(events), 'disabled_at', {timestamp disabled_at}) FROM job_webhooks WHERE job_id = ?1),
    'null'
  ) AS document, NULL AS version
WHERE {history} AND {has_history}
