-- Access: the lines of each client's jobs, and the tokens that are valid no more although their time is not over.

-- The lines that a token of one client claims from and counts. One index for the three of them: a job waits in one.
CREATE INDEX idx_videos_client_line ON generated_videos (
  client_id,
  (CASE status WHEN 'pending' THEN 'storyboard' WHEN 'storyboard_ready' THEN iif(approved, iif(coalesce(round(coalesce(actual_cost, 0) * 1e6) + round(coalesce(estimated_cost, 0) * 1e6) > round(cost_cap * 1e6), 0), NULL, 'render'), 'review') END ),
  available_at
)
WHERE client_id IS NOT NULL AND status IN ('pending', 'storyboard_ready');

-- AUTOINCREMENT: who knows all up to a number asks for those above it, so no number may be used twice.
CREATE TABLE revoked_tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  jti TEXT NOT NULL UNIQUE,
  revoked_at TIMESTAMP NOT NULL,
  revoked_by TEXT NOT NULL
);
