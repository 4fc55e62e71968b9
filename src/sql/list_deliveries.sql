-- Oldest first. ?1 job_id, ?2 client_id, ?3 version of the last delivery seen, ?4 limit
SELECT json_object(
    'id', 'msg_' || job_id || '_' || version, 'version', version, 'type', type,
    'state', CASE WHEN next_attempt_at IS NOT NULL THEN 'pending' WHEN delivered_at IS NOT NULL THEN 'delivered' ELSE 'failed' END,
    'attempts', attempts, 'attempted_at', {timestamp attempted_at}, 'response_status', response_status, 'error', error,
    'delivered_at', {timestamp delivered_at}, 'next_attempt_at', {timestamp next_attempt_at}
  ) AS document, version
FROM job_deliveries
WHERE job_id = ?1 AND version > ?3 AND {history}
ORDER BY version
LIMIT ?4
