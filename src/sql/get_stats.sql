-- Counters that triggers keep: a row for each client and status.
SELECT '' AS document, NULL AS version, json_array(status, jobs, leases) AS facts FROM job_counts
