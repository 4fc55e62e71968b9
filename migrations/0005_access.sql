-- Access: the lines of each client's jobs, and the tokens that are valid no more although their time is not over.

-- The lines that a token of one client claims from and counts. One index for the three of them: a job waits in one.
CREATE INDEX idx_videos_client_line ON generated_videos (
  client_id,
  (CASE status WHEN 'pending' THEN 'storyboard' WHEN 'storyboard_ready' THEN iif(approved, iif(coalesce(round(coalesce(actual_cost, 0) * 1e6) + round(coalesce(estimated_cost, 0) * 1e6) > round(cost_cap * 1e6), 0), NULL, 'render'), 'review') END ),
  available_at
)
WHERE client_id IS NOT NULL AND status IN ('pending', 'storyboard_ready');

-- What is new is asked for by its time: a database that was taken back uses numbers twice, but no time.
CREATE TABLE revoked_tokens (
  jti TEXT NOT NULL PRIMARY KEY,
  revoked_at TIMESTAMP NOT NULL,
  revoked_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX idx_revoked_tokens ON revoked_tokens (revoked_at);
