-- The workflow: claims and leases, ordered progress, decisions on a revision, costs, history and counters.

ALTER TABLE generated_videos ADD COLUMN lease_token_hash TEXT;
ALTER TABLE generated_videos ADD COLUMN lease_seconds INTEGER;
-- A hash of the write that ended the last lease, so that its repeat is known.
ALTER TABLE generated_videos ADD COLUMN ended_lease TEXT;
ALTER TABLE generated_videos ADD COLUMN progress_seq INTEGER;
ALTER TABLE generated_videos ADD COLUMN last_cost TEXT;
ALTER TABLE generated_videos ADD COLUMN idempotency_key TEXT;
ALTER TABLE generated_videos ADD COLUMN idempotency_hash TEXT;
-- The version that `changed_by` made: another program may raise the version and know nothing of `changed_by`.
ALTER TABLE generated_videos ADD COLUMN changed_version INTEGER;

-- The two lines of work. Each index begins with its constant, or the planner would not trust it.
CREATE INDEX idx_videos_pending ON generated_videos (status, available_at) WHERE status = 'pending';
CREATE INDEX idx_videos_approved_ready ON generated_videos (status, available_at)
WHERE status = 'storyboard_ready' AND approved
  AND NOT coalesce(round(coalesce(actual_cost, 0) * 1e6) + round(coalesce(estimated_cost, 0) * 1e6) > round(cost_cap * 1e6), 0);
-- No deadline in it: each report moves that, and would be paid for twice.
CREATE INDEX idx_videos_leases ON generated_videos (lease_token_hash) WHERE lease_token_hash IS NOT NULL;
-- UNIQUE takes each NULL for another client.
CREATE UNIQUE INDEX idx_videos_idempotency ON generated_videos (coalesce(client_id, ''), idempotency_key)
WHERE idempotency_key IS NOT NULL;

CREATE TABLE job_events (
  job_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  at TIMESTAMP NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  client_id TEXT,
  from_status TEXT,
  to_status TEXT,
  attempt INTEGER,
  storyboard_revision INTEGER,
  decision TEXT,
  error_message TEXT,
  PRIMARY KEY (job_id, version)
) WITHOUT ROWID;

CREATE TABLE job_counts (
  client_id TEXT NOT NULL,
  status TEXT NOT NULL,
  jobs INTEGER NOT NULL,
  leases INTEGER NOT NULL,
  PRIMARY KEY (client_id, status)
) WITHOUT ROWID;

-- Amounts in millionths.
CREATE TABLE job_costs (
  job_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  amount INTEGER NOT NULL,
  at TIMESTAMP NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (job_id, key)
) WITHOUT ROWID;

INSERT INTO job_counts (client_id, status, jobs, leases)
SELECT coalesce(CAST(client_id AS TEXT), ''), iif(typeof(status) = 'text', status, ''), count(*), 0
FROM generated_videos GROUP BY 1, 2;

DROP TRIGGER update_videos_timestamp;
DROP TRIGGER insert_videos_timestamp;

-- Keeps the reference's promise for every writer that does not raise the version itself. What such a writer cannot know
-- is kept true too: another storyboard is another revision, an approval is of the current one, and whoever sets the
-- status takes the job from its worker.
CREATE TRIGGER update_videos_timestamp AFTER UPDATE ON generated_videos FOR EACH ROW
WHEN NEW.version <= OLD.version
BEGIN
  UPDATE generated_videos
  SET version = OLD.version + 1, changed_version = OLD.version + 1, changed_by = NULL,
    updated_at = iif(
      NEW.updated_at IS NULL OR NEW.updated_at = OLD.updated_at,
      strftime('%Y-%m-%d %H:%M:%f', 'now'),
      NEW.updated_at
    ),
    progress_seq = iif(NEW.progress IS OLD.progress, NEW.progress_seq, NULL),
    lease_token_hash = iif(NEW.status IS OLD.status, NEW.lease_token_hash, NULL),
    lease_worker = iif(NEW.status IS OLD.status, NEW.lease_worker, NULL),
    lease_expires_at = iif(NEW.status IS OLD.status, NEW.lease_expires_at, NULL),
    storyboard_revision = CASE
      WHEN NEW.storyboard_data IS OLD.storyboard_data THEN NEW.storyboard_revision
      ELSE max(NEW.storyboard_revision, OLD.storyboard_revision + 1, coalesce(OLD.approved_revision, 0) + 1)
    END ,
    approved = CASE
      WHEN NEW.storyboard_data IS NOT OLD.storyboard_data AND OLD.approved AND OLD.approved_revision IS NOT 0 THEN 0
      ELSE NEW.approved
    END ,
    approved_revision = CASE
      WHEN NEW.storyboard_data IS NOT OLD.storyboard_data AND OLD.approved AND OLD.approved_revision IS NOT 0 THEN NULL
      WHEN NEW.approved AND NOT coalesce(OLD.approved, 0) AND NEW.approved_revision IS OLD.approved_revision THEN iif(
        NEW.storyboard_data IS OLD.storyboard_data,
        NEW.storyboard_revision,
        max(NEW.storyboard_revision, OLD.storyboard_revision + 1, coalesce(OLD.approved_revision, 0) + 1)
      )
      ELSE NEW.approved_revision
    END
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

-- The history of our own writes, and of those of others that raise the version themselves. `UPDATE OF` keeps it away
-- from progress reports; what update_videos_timestamp changes (nobody's, of this version) it has told itself.
CREATE TRIGGER record_videos_update AFTER UPDATE OF status, storyboard_revision, approved, review ON generated_videos FOR EACH ROW
WHEN NEW.version > OLD.version AND NOT (NEW.changed_by IS NULL AND NEW.changed_version IS NEW.version)
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
    iif(NEW.changed_version IS NEW.version, NEW.changed_by, 'sql'),
    NEW.client_id, OLD.status, NEW.status, NEW.attempt, NEW.storyboard_revision,
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

CREATE TRIGGER count_videos_update AFTER UPDATE OF status, client_id, lease_token_hash ON generated_videos FOR EACH ROW
WHEN NEW.status IS NOT OLD.status OR NEW.client_id IS NOT OLD.client_id
  OR (NEW.lease_token_hash IS NULL) <> (OLD.lease_token_hash IS NULL)
BEGIN
  INSERT INTO job_counts VALUES (
    coalesce(CAST(OLD.client_id AS TEXT), ''), iif(typeof(OLD.status) = 'text', OLD.status, ''),
    -1, -(OLD.lease_token_hash IS NOT NULL)
  )
  ON CONFLICT DO UPDATE SET jobs = jobs - 1, leases = leases + excluded.leases;
  INSERT INTO job_counts VALUES (
    coalesce(CAST(NEW.client_id AS TEXT), ''), iif(typeof(NEW.status) = 'text', NEW.status, ''),
    1, NEW.lease_token_hash IS NOT NULL
  )
  ON CONFLICT DO UPDATE SET jobs = jobs + 1, leases = leases + excluded.leases;
END;

CREATE TRIGGER cost_videos_update AFTER UPDATE OF last_cost ON generated_videos FOR EACH ROW
WHEN NEW.last_cost IS NOT OLD.last_cost
BEGIN
  INSERT INTO job_costs VALUES (
    NEW.id, json_extract(NEW.last_cost, '$[0]'), json_extract(NEW.last_cost, '$[1]'),
    strftime('%Y-%m-%d %H:%M:%f', 'now'), coalesce(NEW.changed_by, 'sql')
  );
END;

-- What create_job inserts is whole, and signed.
CREATE TRIGGER record_videos_insert AFTER INSERT ON generated_videos FOR EACH ROW
WHEN NEW.changed_version IS NOT NULL
BEGIN
  INSERT INTO job_events VALUES (
    NEW.id, NEW.version, NEW.created_at, 'created', NEW.changed_by, NEW.client_id,
    NULL, NEW.status, NEW.attempt, NEW.storyboard_revision, NULL, NULL
  );
  INSERT INTO job_counts VALUES (
    coalesce(CAST(NEW.client_id AS TEXT), ''), iif(typeof(NEW.status) = 'text', NEW.status, ''),
    1, NEW.lease_token_hash IS NOT NULL
  )
  ON CONFLICT DO UPDATE SET jobs = jobs + 1, leases = leases + excluded.leases;
END;

-- A row of others gets the time that it lacks, and a revision for the storyboard that it brings. If it takes the id of
-- a deleted job, it goes on with that one's history.
CREATE TRIGGER insert_videos_timestamp AFTER INSERT ON generated_videos FOR EACH ROW
WHEN NEW.changed_version IS NULL
BEGIN
  UPDATE generated_videos
  SET version = max(NEW.version, (SELECT coalesce(max(version), 0) FROM job_events WHERE job_id = NEW.id)) + 1,
    changed_version = max(NEW.version, (SELECT coalesce(max(version), 0) FROM job_events WHERE job_id = NEW.id)) + 1,
    changed_by = NULL,
    updated_at = coalesce(NEW.updated_at, NEW.created_at, strftime('%Y-%m-%d %H:%M:%f', 'now')),
    storyboard_revision = CASE
      WHEN typeof(NEW.storyboard_data) = 'text' AND json_valid(NEW.storyboard_data) AND NEW.storyboard_revision = 0
      THEN json_type(NEW.storyboard_data) IN ('array', 'object')
      ELSE NEW.storyboard_revision
    END
  WHERE id = NEW.id
    AND (
      NEW.updated_at IS NULL
      OR NEW.storyboard_revision = 0 AND CASE
        WHEN typeof(NEW.storyboard_data) = 'text' AND json_valid(NEW.storyboard_data)
        THEN json_type(NEW.storyboard_data) IN ('array', 'object')
      END
      OR EXISTS (SELECT 1 FROM job_events WHERE job_id = NEW.id)
    );
  INSERT INTO job_events
  SELECT id, version, strftime('%Y-%m-%d %H:%M:%f', 'now'), 'created',
    'sql', client_id, NULL, status, attempt, storyboard_revision, iif(approved, 'approved', NULL), error_message
  FROM generated_videos WHERE id = NEW.id;
  INSERT INTO job_counts VALUES (
    coalesce(CAST(NEW.client_id AS TEXT), ''), iif(typeof(NEW.status) = 'text', NEW.status, ''),
    1, NEW.lease_token_hash IS NOT NULL
  )
  ON CONFLICT DO UPDATE SET jobs = jobs + 1, leases = leases + excluded.leases;
END;

-- delete_job has written the event itself, with its actor.
CREATE TRIGGER record_videos_delete AFTER DELETE ON generated_videos FOR EACH ROW
BEGIN
  INSERT INTO job_events VALUES (
    OLD.id, OLD.version + 1, strftime('%Y-%m-%d %H:%M:%f', 'now'), 'deleted', 'sql',
    OLD.client_id, OLD.status, NULL, OLD.attempt, OLD.storyboard_revision, NULL, NULL
  )
  ON CONFLICT DO NOTHING;
  INSERT INTO job_counts VALUES (
    coalesce(CAST(OLD.client_id AS TEXT), ''), iif(typeof(OLD.status) = 'text', OLD.status, ''),
    -1, -(OLD.lease_token_hash IS NOT NULL)
  )
  ON CONFLICT DO UPDATE SET jobs = jobs - 1, leases = leases + excluded.leases;
END;
