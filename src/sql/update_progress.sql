-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 token_hash, ?6 progress
UPDATE generated_videos
SET progress = json(?6), progress_seq = {seq ?6}, {keeps_lease}, {changed}
WHERE {job} AND {live} AND {leased}
  AND coalesce({seq ?6} > progress_seq, 1)   -- without numbers the last write wins
RETURNING {document}, {report}
