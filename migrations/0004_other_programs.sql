-- What other programs' writes leave true, and an index for the storyboards that wait for a person. Wrangler knows the END
-- of a CASE only by the blank or the semicolon behind it.

-- `available_at` moves with no report, so reports do not pay for it.
CREATE INDEX idx_videos_unreviewed ON generated_videos (status, available_at)
WHERE status = 'storyboard_ready' AND NOT coalesce(approved, 0);

DROP TRIGGER update_videos_timestamp;
DROP TRIGGER record_videos_update;
DROP TRIGGER record_videos_insert;
DROP TRIGGER insert_videos_timestamp;

-- Reports from before there was an order are in it too. A row with a history may have begun a new attempt since.
UPDATE generated_videos SET progress_seq = json_extract(progress, '$.seq')
WHERE CASE
    WHEN typeof(progress) = 'text' AND json_valid(progress)
    THEN json_type(progress, '$.seq') = 'integer' AND typeof(json_extract(progress, '$.seq')) = 'integer'
  END
  AND NOT EXISTS (SELECT 1 FROM job_events WHERE job_id = id);

-- Keeps the reference's promise for every writer that does not sign the version that it makes, as ours do. What such a
-- writer cannot know is kept true too: another storyboard is another revision and voids an approval of the old one, an
-- approval is of the current one and puts the job in line, a job that waits anew has no attempts behind it, and whoever
-- sets the status takes the job from its worker.
CREATE TRIGGER update_videos_timestamp AFTER UPDATE ON generated_videos FOR EACH ROW
WHEN NOT (NEW.version > OLD.version AND NEW.changed_version IS NEW.version)
BEGIN
  UPDATE generated_videos
  SET changed_by = NULL,
    updated_at = iif(
      NEW.updated_at IS NULL OR NEW.updated_at = OLD.updated_at,
      strftime('%Y-%m-%d %H:%M:%f', 'now'),
      NEW.updated_at
    ),
    lease_token_hash = iif(NEW.status IS OLD.status, NEW.lease_token_hash, NULL),
    lease_worker = iif(NEW.status IS OLD.status, NEW.lease_worker, NULL),
    lease_expires_at = iif(NEW.status IS OLD.status, NEW.lease_expires_at, NULL),
    (
      version, changed_version, storyboard_revision, approved, approved_at, approved_by, approved_revision,
      available_at, attempt, progress_seq
    ) = (
      SELECT next, next, revision,
        iif(is_void, 0, NEW.approved),
        iif(is_void, NULL, iif(approves AND NEW.approved_at IS OLD.approved_at, strftime('%Y-%m-%d %H:%M:%f', 'now'), NEW.approved_at)),
        iif(is_void OR approves AND NEW.approved_by IS OLD.approved_by, NULL, NEW.approved_by),
        iif(is_void, NULL, iif(approves AND NEW.approved_revision IS OLD.approved_revision, revision, NEW.approved_revision)),
        iif(approves, coalesce(NEW.available_at, strftime('%Y-%m-%d %H:%M:%f', 'now')), NEW.available_at),
        iif(waits_anew AND NEW.attempt IS OLD.attempt, 0, NEW.attempt),
        CASE
          WHEN NEW.progress IS OLD.progress THEN iif(waits_anew, NULL, NEW.progress_seq)
          WHEN typeof(NEW.progress) = 'text' AND json_valid(NEW.progress) THEN iif(
            json_type(NEW.progress, '$.seq') = 'integer' AND typeof(json_extract(NEW.progress, '$.seq')) = 'integer',
            json_extract(NEW.progress, '$.seq'),
            NULL
          )
        END
      FROM (
        SELECT *,
          -- Another id has a history of its own.
          max(
            CAST(OLD.version AS INTEGER) + 1,
            iif(typeof(NEW.version) = 'integer' AND NEW.version < 9007199254740991, NEW.version, 0),
            iif(NEW.id IS OLD.id, 0, (SELECT coalesce(max(version), 0) FROM job_events WHERE job_id = NEW.id) + 1)
          ) AS next,
          iif(
            is_redrawn,
            max(NEW.storyboard_revision, OLD.storyboard_revision + 1, coalesce(OLD.approved_revision, 0) + 1),
            NEW.storyboard_revision
          ) AS revision,
          is_redrawn AND OLD.approved AND OLD.approved_revision IS NOT 0 AS is_void,
          is_redrawn OR NEW.status IS NOT OLD.status AND NEW.status IN ('pending', 'storyboard_ready') AS waits_anew
        FROM (
          SELECT NEW.storyboard_data IS NOT OLD.storyboard_data AS is_redrawn,
            NEW.approved AND NOT coalesce(OLD.approved, 0) AS approves
        )
      )
    )
  WHERE id = NEW.id;
  INSERT INTO job_events
  SELECT id, version, strftime('%Y-%m-%d %H:%M:%f', 'now'),
    CASE
      WHEN storyboard_revision IS NOT OLD.storyboard_revision THEN 'storyboard'
      WHEN coalesce(approved, 0) IS NOT coalesce(OLD.approved, 0) OR review IS NOT OLD.review THEN 'decision'
      ELSE 'status'
    END ,
    'sql', client_id, OLD.status, status, attempt, storyboard_revision,
    CASE
      WHEN approved AND NOT coalesce(OLD.approved, 0) THEN 'approved'
      WHEN OLD.approved AND NOT coalesce(approved, 0) THEN 'voided'
      WHEN review IS NOT OLD.review AND review IS NOT NULL THEN 'rejected'
    END ,
    iif(status = 'failed' OR error_message IS NOT OLD.error_message, error_message, NULL)
  FROM generated_videos
  WHERE id = NEW.id
    AND (
      status IS NOT OLD.status OR storyboard_revision IS NOT OLD.storyboard_revision
      OR coalesce(approved, 0) IS NOT coalesce(OLD.approved, 0) OR review IS NOT OLD.review
    );
END;

-- The history of our own writes. `UPDATE OF` keeps it away from progress reports; what update_videos_timestamp changes,
-- which is nobody's, it has told itself.
CREATE TRIGGER record_videos_update AFTER UPDATE OF status, storyboard_revision, approved, review ON generated_videos FOR EACH ROW
WHEN NEW.version > OLD.version AND NEW.changed_version IS NEW.version AND NEW.changed_by IS NOT NULL
  AND (
    NEW.status IS NOT OLD.status OR NEW.storyboard_revision IS NOT OLD.storyboard_revision
    OR coalesce(NEW.approved, 0) IS NOT coalesce(OLD.approved, 0) OR NEW.review IS NOT OLD.review
  )
BEGIN
  INSERT INTO job_events VALUES (
    NEW.id, NEW.version, strftime('%Y-%m-%d %H:%M:%f', 'now'),
    CASE
      WHEN NEW.storyboard_revision IS NOT OLD.storyboard_revision THEN 'storyboard'
      WHEN coalesce(NEW.approved, 0) IS NOT coalesce(OLD.approved, 0) OR NEW.review IS NOT OLD.review THEN 'decision'
      ELSE 'status'
    END ,
    NEW.changed_by, NEW.client_id, OLD.status, NEW.status, NEW.attempt, NEW.storyboard_revision,
    CASE
      WHEN NEW.approved AND NOT coalesce(OLD.approved, 0) THEN 'approved'
      WHEN OLD.approved AND NOT coalesce(NEW.approved, 0) THEN 'voided'
      WHEN NEW.review IS NOT OLD.review AND NEW.review IS NOT NULL THEN 'rejected'
    END ,
    iif(
      NEW.status = 'failed' OR NEW.error_message IS NOT OLD.error_message OR NEW.attempt > OLD.attempt,
      NEW.error_message,
      NULL
    )
  );
END;

CREATE TRIGGER count_videos_insert AFTER INSERT ON generated_videos FOR EACH ROW
BEGIN
  INSERT INTO job_counts VALUES (
    coalesce(CAST(NEW.client_id AS TEXT), ''), iif(typeof(NEW.status) = 'text', NEW.status, ''),
    1, NEW.lease_token_hash IS NOT NULL
  )
  ON CONFLICT DO UPDATE SET jobs = jobs + 1, leases = leases + excluded.leases;
END;

-- What create_job inserts is whole, signed and of this very moment: a copy of such a row is not.
CREATE TRIGGER record_videos_insert AFTER INSERT ON generated_videos FOR EACH ROW
WHEN NEW.changed_version IS 1 AND NEW.created_at IS strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
  INSERT INTO job_events VALUES (
    NEW.id, NEW.version, NEW.created_at, 'created', NEW.changed_by, NEW.client_id,
    NULL, NEW.status, NEW.attempt, NEW.storyboard_revision, NULL, NULL
  );
END;

-- A row of others gets the time that it lacks, and a revision for the storyboard that it brings. If it takes the id of
-- another job, deleted or replaced, it goes on with that one's history.
CREATE TRIGGER insert_videos_timestamp AFTER INSERT ON generated_videos FOR EACH ROW
WHEN NOT (NEW.changed_version IS 1 AND NEW.created_at IS strftime('%Y-%m-%d %H:%M:%f', 'now'))
BEGIN
  UPDATE generated_videos
  SET version = latest + 1, changed_version = latest + 1, changed_by = NULL,
    updated_at = coalesce(NEW.updated_at, NEW.created_at, strftime('%Y-%m-%d %H:%M:%f', 'now')),
    storyboard_revision = coalesce(revision, NEW.storyboard_revision)
  FROM (
    SELECT max(NEW.version, coalesce((SELECT max(version) FROM job_events WHERE job_id = NEW.id), 0)) AS latest,
      EXISTS (SELECT 1 FROM job_events WHERE job_id = NEW.id) AS has_history,
      CASE
        WHEN NEW.storyboard_revision = 0 AND typeof(NEW.storyboard_data) = 'text' AND json_valid(NEW.storyboard_data)
        THEN iif(json_type(NEW.storyboard_data) IN ('array', 'object'), 1, NULL)
      END AS revision
  )
  WHERE id = NEW.id
    AND (NEW.updated_at IS NULL OR revision IS NOT NULL OR has_history);
  INSERT INTO job_events
  SELECT id, version, strftime('%Y-%m-%d %H:%M:%f', 'now'), 'created',
    'sql', client_id, NULL, status, attempt, storyboard_revision, iif(approved, 'approved', NULL), error_message
  FROM generated_videos WHERE id = NEW.id;
END;
