-- The receiver wants no more. ?1 job_id
UPDATE job_webhooks SET disabled_at = {now} WHERE job_id = ?1 AND disabled_at IS NULL
