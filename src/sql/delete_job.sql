-- ?1 id, ?2 caller, ?3 if_match, ?4 client_id
DELETE FROM generated_videos
WHERE {job} AND {ended}
RETURNING '' AS document, NULL AS version, {deletion}
