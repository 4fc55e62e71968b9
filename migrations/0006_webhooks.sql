-- Webhooks: where the news of a job go, and the outbox of what is still to be delivered.

-- A table of its own, for the jobs whose creator asked for one: all others pay nothing for it.
CREATE TABLE job_webhooks (
  job_id INTEGER NOT NULL PRIMARY KEY,
  url TEXT NOT NULL
);
