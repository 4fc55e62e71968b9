-- RFC 7396. ?1 id, ?2 caller, ?3 if_match, ?4 token_hash, ?5 patch, ?6 limit in bytes
UPDATE generated_videos
SET progress = json_patch(coalesce({object progress}, '{}'), ?5),
  progress_seq = iif(json_type(?5, '$.seq') IS NULL, progress_seq, {seq ?5}),
  {keeps_lease}, {changed}
WHERE {job} AND {live} AND {leased}
  AND coalesce({seq ?5} > progress_seq, 1)
  AND length(CAST(json_patch(coalesce({object progress}, '{}'), ?5) AS BLOB)) <= ?6
RETURNING {document}
