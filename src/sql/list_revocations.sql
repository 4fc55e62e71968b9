-- What was revoked since a minute before the last one that is known: clocks may step back. ?1 its time, or ''
SELECT '' AS document, NULL AS version, json_array(revoked_at, CAST(jti AS TEXT)) AS facts
FROM revoked_tokens WHERE revoked_at > coalesce(strftime('%Y-%m-%d %H:%M:%f', ?1, '-1 minute'), '')
