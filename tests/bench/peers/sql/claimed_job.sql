-- The job that the same token has claimed already. ?1 token_hash
SELECT {columns} FROM generated_videos INDEXED BY idx_videos_leases
WHERE lease_token_hash = ?1 AND lease_expires_at > strftime('%Y-%m-%d %H:%M:%f', 'now')
