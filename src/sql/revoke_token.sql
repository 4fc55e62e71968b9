-- Again, it changes nothing but the time, so that whoever has missed it learns it. ?1 jti, ?2 caller
INSERT INTO revoked_tokens (jti, revoked_at, revoked_by) VALUES (?1, {now}, ?2)
ON CONFLICT DO UPDATE SET revoked_at = excluded.revoked_at
RETURNING '' AS document, NULL AS version
