-- ?1 days. The bounds of the index leave out numbers, BLOBs and rows without a time, which stand at 1970.
updated_at > '1970-01-01 00:00:00' AND updated_at < strftime('%Y-%m-%d %H:%M:%f', 'now', '-' || ?1 || ' days')
AND {timestamp updated_at} < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || ?1 || ' days')   -- it may be no time, or have a time zone
AND NOT EXISTS (SELECT 1 FROM job_deliveries WHERE job_id = id AND next_attempt_at IS NOT NULL)   -- its news are delivered
