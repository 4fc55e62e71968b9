-- RFC 7396. ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 token_hash, ?6 patch, ?7 limit in bytes
UPDATE generated_videos
SET progress = json_patch(coalesce({object progress}, '{}'), ?6),
  progress_seq = iif(json_type(?6, '$.seq') IS NULL, progress_seq, {seq ?6}),
  {keeps_lease}, {changed}
WHERE {job} AND {live} AND {leased}
  AND coalesce({seq ?6} > progress_seq, 1)
  AND length(CAST(json_patch(coalesce({object progress}, '{}'), ?6) AS BLOB)) <= ?7
RETURNING {document}, {report}
