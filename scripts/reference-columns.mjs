// The columns that the reference's table has by now, and how to add those that an older table lacks.

/** Columns without which a table is not the reference's. */
const ESSENTIAL = ["id", "prompt", "video_url", "model_id", "parameters"];

/** Those that came later, as ALTER TABLE takes them: no default that is not a constant. */
const ADDED = {
  status: "TEXT DEFAULT 'completed'",
  created_at: "TIMESTAMP",
  collection: "TEXT",
  metadata: "TEXT",
  download_attempted: "BOOLEAN DEFAULT 0",
  download_retries: "INTEGER DEFAULT 0",
  download_error: "TEXT",
  video_data: "BLOB",
  thumbnail_data: "BLOB",
  brief_id: "TEXT",
  client_id: "TEXT",
  campaign_id: "TEXT",
  progress: "TEXT DEFAULT '{}'",
  storyboard_data: "TEXT",
  approved: "BOOLEAN DEFAULT 0",
  approved_at: "TIMESTAMP",
  estimated_cost: "REAL DEFAULT 0.0",
  actual_cost: "REAL DEFAULT 0.0",
  error_message: "TEXT",
  updated_at: "TIMESTAMP",
};

/** The essential columns that a table with the columns `have` lacks; none if there is no table. */
export function missingEssentials(have) {
  return have.length ? missing(ESSENTIAL, have) : [];
}

/** The other columns that such a table lacks; none if there is no table. */
export function missingColumns(have) {
  return have.length ? missing(Object.keys(ADDED), have) : [];
}

/** The statement that adds one of them. */
export function addColumn(name) {
  return `ALTER TABLE generated_videos ADD COLUMN ${name} ${ADDED[name]}`;
}

/** SQLite takes names in any case. */
function missing(names, have) {
  const there = new Set(have.map((name) => name.toLowerCase()));
  return names.filter((name) => !there.has(name));
}
