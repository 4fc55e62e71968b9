-- What a job document needs beyond the reference's columns. Every default is a constant, so old rows are valid as they are.

-- Dropped before the backfill and made again at the end, or every old row would become "updated now".
DROP TRIGGER IF EXISTS update_videos_timestamp;

ALTER TABLE generated_videos ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE generated_videos ADD COLUMN storyboard_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE generated_videos ADD COLUMN approved_by TEXT;
ALTER TABLE generated_videos ADD COLUMN approved_revision INTEGER;
ALTER TABLE generated_videos ADD COLUMN review TEXT;
ALTER TABLE generated_videos ADD COLUMN cost_cap REAL;
ALTER TABLE generated_videos ADD COLUMN error_code TEXT;
ALTER TABLE generated_videos ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE generated_videos ADD COLUMN max_attempts INTEGER NOT NULL DEFAULT 3;
ALTER TABLE generated_videos ADD COLUMN available_at TIMESTAMP;
ALTER TABLE generated_videos ADD COLUMN lease_worker TEXT;
ALTER TABLE generated_videos ADD COLUMN lease_expires_at TIMESTAMP;
ALTER TABLE generated_videos ADD COLUMN created_by TEXT;
ALTER TABLE generated_videos ADD COLUMN changed_by TEXT;

-- A row without a time would vanish from every list by status; one without any time at all goes to their end.
UPDATE generated_videos SET updated_at = coalesce(created_at, '1970-01-01 00:00:00') WHERE updated_at IS NULL;

-- An old storyboard is a first revision, and an old approval is of a first one, not of every storyboard to come.
UPDATE generated_videos SET storyboard_revision = 1
WHERE CASE WHEN typeof(storyboard_data) = 'text' AND json_valid(storyboard_data)
  THEN json_type(storyboard_data) IN ('array', 'object') END ;
UPDATE generated_videos SET approved_revision = 1 WHERE approved;

-- Each index that a progress report touches is paid for with each report: the reference's three give way to one.
DROP INDEX IF EXISTS idx_videos_status;
DROP INDEX IF EXISTS idx_videos_updated;
DROP INDEX IF EXISTS idx_videos_approved;
CREATE INDEX idx_videos_status_updated ON generated_videos (status, updated_at);
CREATE INDEX idx_videos_client_status_updated ON generated_videos (client_id, status, updated_at)
WHERE client_id IS NOT NULL;
CREATE INDEX idx_videos_client ON generated_videos (client_id) WHERE client_id IS NOT NULL;

-- Keeps the reference's promise for every writer that does not raise the version itself.
CREATE TRIGGER update_videos_timestamp AFTER UPDATE ON generated_videos FOR EACH ROW
WHEN NEW.version = OLD.version
BEGIN
  UPDATE generated_videos
  SET version = OLD.version + 1,
    updated_at = iif(
      NEW.updated_at IS NULL OR NEW.updated_at = OLD.updated_at,
      strftime('%Y-%m-%d %H:%M:%f', 'now'),
      NEW.updated_at
    )
  WHERE id = NEW.id;
END;

-- Raises the version like any change, so that update_videos_timestamp stays out of it.
CREATE TRIGGER insert_videos_timestamp AFTER INSERT ON generated_videos FOR EACH ROW
WHEN NEW.updated_at IS NULL
BEGIN
  UPDATE generated_videos
  SET version = NEW.version + 1,
    updated_at = coalesce(NEW.created_at, strftime('%Y-%m-%d %H:%M:%f', 'now'))
  WHERE id = NEW.id;
END;
