-- What the reference's own migration made of its table.
ALTER TABLE generated_videos ADD COLUMN progress TEXT DEFAULT '{}';
ALTER TABLE generated_videos ADD COLUMN storyboard_data TEXT;
ALTER TABLE generated_videos ADD COLUMN approved BOOLEAN DEFAULT 0;
ALTER TABLE generated_videos ADD COLUMN approved_at TIMESTAMP;
ALTER TABLE generated_videos ADD COLUMN estimated_cost REAL DEFAULT 0.0;
ALTER TABLE generated_videos ADD COLUMN actual_cost REAL DEFAULT 0.0;
ALTER TABLE generated_videos ADD COLUMN error_message TEXT;
ALTER TABLE generated_videos ADD COLUMN updated_at TIMESTAMP;
CREATE INDEX idx_videos_status ON generated_videos(status);
CREATE INDEX idx_videos_updated ON generated_videos(updated_at);
CREATE INDEX idx_videos_approved ON generated_videos(approved);
CREATE TRIGGER update_videos_timestamp AFTER UPDATE ON generated_videos FOR EACH ROW
WHEN NEW.updated_at = OLD.updated_at OR NEW.updated_at IS NULL
BEGIN UPDATE generated_videos SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id; END;
