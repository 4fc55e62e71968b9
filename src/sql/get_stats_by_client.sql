-- The counters of one client: a row for each status. ?1 client_id
SELECT '' AS document, NULL AS version, json_array(status, jobs, leases) AS facts FROM job_counts WHERE client_id = ?1
