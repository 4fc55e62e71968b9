-- Begins an attempt, if one is due and none is under way: of two messages about one delivery, one finds it.
-- ?1 job_id, ?2 version, ?3 seconds after which the attempt is given up
UPDATE job_deliveries
SET attempts = attempts + 1, attempted_at = {now},
  next_attempt_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '+' || ?3 || ' seconds')
WHERE job_id = ?1 AND version = ?2 AND next_attempt_at <= {now}
RETURNING body AS document, version, coalesce(
    (SELECT json_array(attempts, url, {text client_id}) FROM job_webhooks WHERE job_id = ?1 AND disabled_at IS NULL),
    json_array(attempts, NULL, NULL)
  ) AS facts
