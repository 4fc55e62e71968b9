-- Second in a batch, after a guarded write: why it changed nothing. No row: it did, or there is no such job. ?1 id
SELECT {document}, json_object('status', iif(typeof(status) = 'text', status, NULL)) AS facts
FROM generated_videos
WHERE id = ?1 AND changes() = 0
