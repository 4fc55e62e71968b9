-- The table of the reference's system, as its own v2 migration left it.
-- A database that already has the table keeps its own: `npm run migrate` adds the columns it lacks first.
CREATE TABLE IF NOT EXISTS generated_videos (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  prompt TEXT NOT NULL,
  video_url TEXT NOT NULL,
  model_id TEXT NOT NULL,
  parameters TEXT NOT NULL,
  status TEXT DEFAULT 'completed',
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  collection TEXT,
  metadata TEXT,
  download_attempted BOOLEAN DEFAULT 0,
  download_retries INTEGER DEFAULT 0,
  download_error TEXT,
  video_data BLOB,
  thumbnail_data BLOB,
  brief_id TEXT,
  client_id TEXT,
  campaign_id TEXT,
  progress TEXT DEFAULT '{}',
  storyboard_data TEXT,
  approved BOOLEAN DEFAULT 0,
  approved_at TIMESTAMP,
  estimated_cost REAL DEFAULT 0.0,
  actual_cost REAL DEFAULT 0.0,
  error_message TEXT,
  updated_at TIMESTAMP
);
