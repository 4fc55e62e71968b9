-- After claim_job: the job that the same lease has already, if it claimed nothing. ?1 token_hash, ?2 client_id
SELECT {document}, {repeat} FROM generated_videos INDEXED BY idx_videos_leases
WHERE lease_token_hash = iif(changes() = 0, ?1, NULL) AND lease_expires_at > {now} AND (?2 IS NULL OR client_id = ?2)
