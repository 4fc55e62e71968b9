-- After create_job or create_job_once: the webhook of the job that was made, if one was. ?1 url, ?2 events, ?3 client_id
INSERT INTO job_webhooks (job_id, url, events, client_id)
SELECT last_insert_rowid(), ?1, json(?2), ?3 WHERE changes() = 1
