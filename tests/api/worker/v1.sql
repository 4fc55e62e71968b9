CREATE TABLE generated_videos (
  id INTEGER PRIMARY KEY AUTOINCREMENT, prompt TEXT NOT NULL, video_url TEXT NOT NULL, model_id TEXT NOT NULL,
  parameters TEXT NOT NULL, status TEXT DEFAULT 'completed', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  collection TEXT, metadata TEXT, download_attempted BOOLEAN DEFAULT 0, download_retries INTEGER DEFAULT 0,
  download_error TEXT, video_data BLOB);
INSERT INTO generated_videos (id, prompt, video_url, model_id, parameters, status, created_at, download_retries)
VALUES (7, 'an old job', '', 'm', '{}', 'failed', '2025-01-02 03:04:05', 2);
