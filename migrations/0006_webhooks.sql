-- Webhooks: where the news of a job go, and the outbox of what is to be delivered. Jobs without one pay nothing for it.

-- A table of its own, so that a Worker that does not know it yet goes on beside it. WITHOUT ROWID: to look for a row that is
-- not there is billed as one read by rowid, and as none by the key of such a table.
CREATE TABLE job_webhooks (
  job_id INTEGER NOT NULL PRIMARY KEY,
  url TEXT NOT NULL,
  -- A JSON array of types; NULL for all.
  events TEXT,
  -- Whose secret signs: the client that the job had when it was created.
  client_id TEXT,
  -- The receiver has answered 410: it wants no more.
  disabled_at TIMESTAMP
) WITHOUT ROWID;

CREATE TABLE job_deliveries (
  job_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  -- Made once, so that each attempt sends the same bytes.
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- While an attempt is under way, when it is given up; NULL as soon as there will be none any more.
  next_attempt_at TIMESTAMP,
  attempted_at TIMESTAMP,
  response_status INTEGER,
  error TEXT,
  delivered_at TIMESTAMP,
  PRIMARY KEY (job_id, version)
) WITHOUT ROWID;
CREATE INDEX idx_deliveries_due ON job_deliveries (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- One event, one delivery, in the transaction of the change: whoever made it, and by whichever Worker.
CREATE TRIGGER deliver_events_insert AFTER INSERT ON job_events FOR EACH ROW
BEGIN
  INSERT INTO job_deliveries (job_id, version, type, body, next_attempt_at)
  SELECT NEW.job_id, NEW.version, type,
    json_object(
      'type', type, 'timestamp', strftime('%Y-%m-%dT%H:%M:%fZ', NEW.at),
      'data', json_object('id', NEW.job_id, 'status', status, 'version', NEW.version)
    ),
    strftime('%Y-%m-%d %H:%M:%f', 'now')
  FROM job_webhooks, (
    SELECT iif(typeof(NEW.to_status) = 'text', NEW.to_status, NULL) AS status,
      CASE
        WHEN NEW.kind = 'deleted' THEN 'job.deleted'
        WHEN NEW.decision IN ('approved', 'rejected') THEN 'job.' || NEW.decision
        WHEN NEW.to_status IN (
          'pending', 'parsing', 'generating_storyboard', 'storyboard_ready', 'rendering', 'completed', 'failed', 'canceled'
        ) THEN 'job.' || NEW.to_status
        ELSE 'job.updated'
      END AS type
  )
  WHERE job_id = NEW.job_id AND disabled_at IS NULL AND (events IS NULL OR instr(events, '"' || type || '"'))
  ON CONFLICT DO NOTHING;
END;
