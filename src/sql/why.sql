-- Second in a batch, after a guarded write: why it changed nothing. No row: it did, or there is no such job.
-- ?1 id; what the write is compared with: ?2 key of a cost, ?3 progress, ?4 patch; ?5 client_id
-- The facts are in the order in which the store reads them.
SELECT {document}, {repeat}, json_array(
    CAST(version AS INTEGER),
    iif(typeof(status) = 'text', status, NULL),
    CAST(coalesce(storyboard_revision, 0) AS INTEGER),
    CASE
      WHEN approved THEN json_array('approved', {text approved_by}, {timestamp approved_at})
      WHEN {rejected} THEN json_array('rejected', {text review ->> '$.rejected_by'}, {timestamp review ->> '$.rejected_at'})
      ELSE json_array(NULL, NULL, NULL)
    END,
    json(iif({over_budget}, 'true', 'false')),
    {number cost_cap},
    {number actual_cost},
    {number estimated_cost},
    {text lease_worker},
    -- The guard looked at the clock a moment before: a lease that has just run out may be what it saw.
    CASE WHEN lease_expires_at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-1 seconds') THEN {timestamp lease_expires_at} END,
    json(iif(lease_expires_at > {now}, 'true', 'false')),
    {text lease_token_hash},
    {text ended_lease},
    CASE WHEN progress_seq IS NOT NULL THEN {object progress} END,
    CASE WHEN {seq coalesce(?3, ?4)} <= progress_seq
      THEN json(iif(coalesce({object progress} = json(?3), {object progress} = json_patch({object progress}, ?4)), 'true', 'false')) END,
    (SELECT amount FROM job_costs WHERE job_id = ?1 AND key = ?2)
  ) AS facts
FROM generated_videos
WHERE id = iif(changes() = 0, ?1, NULL) AND (?5 IS NULL OR client_id = ?5)   -- after a success no row is looked for, nor billed
