-- What became of an attempt, unless another has begun since.
-- ?1 job_id, ?2 version, ?3 attempts, ?4 response_status, ?5 error, NULL if it was taken, ?6 seconds until the next attempt, NULL for none
UPDATE job_deliveries
SET response_status = ?4, error = ?5, delivered_at = iif(?5 IS NULL, {now}, NULL),
  next_attempt_at = strftime('%Y-%m-%d %H:%M:%f', 'now', '+' || ?6 || ' seconds')
WHERE job_id = ?1 AND version = ?2 AND attempts = ?3 AND delivered_at IS NULL
