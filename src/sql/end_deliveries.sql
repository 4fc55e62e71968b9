-- After disable_webhook: what was still to be delivered will not be. ?1 job_id, ?2 error
UPDATE job_deliveries SET next_attempt_at = NULL, error = ?2
WHERE job_id = ?1 AND next_attempt_at IS NOT NULL
