-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id, ?5 reason
UPDATE generated_videos
SET status = 'canceled', error_message = ?5, error_code = NULL, {ends_lease}, {changed}
WHERE {job} AND {live}
RETURNING {document}, {change}
