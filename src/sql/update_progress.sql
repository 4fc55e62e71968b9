-- ?1 id, ?2 caller, ?3 if_match, ?4 token_hash, ?5 progress
UPDATE generated_videos
SET progress = json(?5), progress_seq = {seq ?5}, {keeps_lease}, {changed}
WHERE {job} AND {live} AND {leased}
  AND coalesce({seq ?5} > progress_seq, 1)   -- without numbers the last write wins
RETURNING {document}
