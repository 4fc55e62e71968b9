-- What has been due for so long that nobody is expected to come for it. ?1 seconds, ?2 limit
SELECT CAST(job_id AS TEXT) AS document, version
FROM job_deliveries INDEXED BY idx_deliveries_due
WHERE next_attempt_at <= strftime('%Y-%m-%d %H:%M:%f', 'now', '-' || ?1 || ' seconds')
ORDER BY next_attempt_at
LIMIT ?2
