-- Second in a batch, after a guarded write: why it changed nothing. No row: it did, or there is no such job.
-- ?1 id, ?2 key of a cost. The facts are in the order in which the store reads them.
SELECT {document}, json_array(
    version,
    iif(typeof(status) = 'text', status, NULL),
    CAST(coalesce(storyboard_revision, 0) AS INTEGER),
    CASE WHEN approved THEN 'approved' WHEN {rejected} THEN 'rejected' END,
    CASE WHEN approved THEN {text approved_by} WHEN {rejected} THEN {text review ->> '$.rejected_by'} END,
    CASE WHEN approved THEN {timestamp approved_at} WHEN {rejected} THEN {timestamp review ->> '$.rejected_at'} END,
    {number cost_cap},
    {number actual_cost},
    {number estimated_cost},
    iif(lease_expires_at > {now}, {text lease_worker}, NULL),
    iif(lease_expires_at > {now}, {timestamp lease_expires_at}, NULL),
    lease_token_hash,
    ended_lease,
    progress_seq,
    CASE WHEN progress_seq IS NOT NULL THEN {object progress} END,
    (SELECT amount FROM job_costs WHERE job_id = ?1 AND key = ?2)
  ) AS facts
FROM generated_videos
WHERE id = ?1 AND changes() = 0
