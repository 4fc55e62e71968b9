-- Oldest first. ?1 job_id, ?2 client_id, ?3 version of the last event seen, ?4 limit
SELECT json_object(
    'version', version, 'at', {timestamp at}, 'kind', kind, 'actor', actor,
    'from_status', iif(typeof(from_status) = 'text', from_status, NULL),
    'to_status', iif(typeof(to_status) = 'text', to_status, NULL),
    'attempt', CAST(attempt AS INTEGER), 'storyboard_revision', CAST(storyboard_revision AS INTEGER),
    'decision', decision, 'error_message', {text error_message}
  ) AS document, version
FROM job_events
WHERE job_id = ?1 AND version > ?3 AND {history}
ORDER BY version
LIMIT ?4
