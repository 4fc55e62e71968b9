-- One row if there is or was such a job. ?1 job_id, ?2 client_id
SELECT '' AS document, NULL AS version
WHERE {history} AND {has_history}
