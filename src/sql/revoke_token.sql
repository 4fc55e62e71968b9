-- Again, it changes nothing. ?1 jti, ?2 caller
INSERT INTO revoked_tokens (jti, revoked_at, revoked_by) VALUES (?1, {now}, ?2)
ON CONFLICT DO NOTHING
RETURNING '' AS document, NULL AS version
