-- Erasing: a job and all that belongs to it, its history too, which a deletion keeps. Whoever inserts an id here erases that
-- job; no row ever stays. One statement, so that what is chosen and what is gone are the same, and nobody erases half of it.
CREATE TABLE job_erasures (job_id INTEGER NOT NULL PRIMARY KEY) WITHOUT ROWID;

CREATE TRIGGER erase_job BEFORE INSERT ON job_erasures FOR EACH ROW
BEGIN
  -- Before the job, whose deletion would go into the outbox.
  DELETE FROM job_webhooks WHERE job_id = NEW.job_id;
  DELETE FROM generated_videos WHERE id = NEW.job_id;
  DELETE FROM job_deliveries WHERE job_id = NEW.job_id;
  DELETE FROM job_costs WHERE job_id = NEW.job_id;
  -- After the job, whose deletion is an event.
  DELETE FROM job_events WHERE job_id = NEW.job_id;
  SELECT RAISE(IGNORE);
END;
