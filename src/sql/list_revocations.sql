-- ?1 number of the last one that is known
SELECT '' AS document, id AS version, json_quote(jti) AS facts FROM revoked_tokens WHERE id > ?1
