-- In the order of new_job_values
prompt, model_id, parameters, metadata, collection, client_id, brief_id, campaign_id,
video_url, estimated_cost, actual_cost, cost_cap, max_attempts, idempotency_key, idempotency_hash,
status, available_at, created_by, changed_by, changed_version, created_at, updated_at
