-- ?1 id, ?2 caller, ?3 if_match, ?4 reason
UPDATE generated_videos
SET status = 'canceled', error_message = ?4, error_code = NULL, {ends_lease}, {changed}
WHERE {job} AND {live}
RETURNING {document}
