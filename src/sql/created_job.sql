-- After create_job_once: the job that the key has made already, if it made none. ?1 client_id, ?2 idempotency_key
SELECT {document}, {repeat}, json_array(id, idempotency_hash) AS facts
FROM generated_videos
WHERE coalesce(client_id, '') = coalesce(?1, '') AND idempotency_key = iif(changes() = 0, ?2, NULL)
LIMIT 1
