-- Before delete_job, in its transaction: the end of the history, with its actor. ?1 id, ?2 caller, ?3 if_match, ?4 client_id
INSERT INTO job_events
SELECT id, version + 1, {now}, 'deleted', ?2, client_id, status, NULL, attempt, storyboard_revision, NULL, NULL
FROM generated_videos WHERE {job} AND {ended}
