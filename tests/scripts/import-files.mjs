// Files to import, as the SQL that makes them.

/** The oldest shape, without rows. */
export const TABLE = `CREATE TABLE generated_videos (id INTEGER PRIMARY KEY AUTOINCREMENT, prompt TEXT NOT NULL, video_url TEXT NOT NULL,
  model_id TEXT NOT NULL, parameters TEXT NOT NULL)`;

/** The least that a job needs. */
export const LOOSE = "CREATE TABLE generated_videos (id INTEGER PRIMARY KEY, prompt TEXT, model_id TEXT)";

/** More rows than are written at once. */
export const MANY = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
  INSERT INTO generated_videos (prompt, video_url, model_id, parameters) SELECT 'p', '', 'm', '{}' FROM n`;

export const FEWER_COLUMNS = ["id", "prompt", "model_id", "metadata"];
export const FEWER = `CREATE TABLE generated_videos (id INTEGER PRIMARY KEY, prompt TEXT, model_id TEXT, metadata TEXT);
  INSERT INTO generated_videos VALUES (1001, 'p', 'm', '{"a": 1}'), (1002, 'q', 'm', NULL)`;

/** Everything that a statement, a splitter of statements or D1 could trip over. */
export const ODD = `
  CREATE TABLE creative_briefs (id TEXT PRIMARY KEY);
  INSERT INTO creative_briefs VALUES ('b1');
  CREATE TABLE generated_videos (
    id INTEGER PRIMARY KEY AUTOINCREMENT, prompt TEXT NOT NULL, video_url TEXT NOT NULL, model_id TEXT NOT NULL, parameters TEXT NOT NULL,
    status TEXT DEFAULT 'completed', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, metadata TEXT, video_data BLOB,
    brief_id TEXT REFERENCES creative_briefs (id), updated_at TIMESTAMP,
    studio VARCHAR(20) NOT NULL DEFAULT 'north' COLLATE NOCASE, note TEXT NOT NULL, seen_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    rating INTEGER CHECK (rating IS NOT 'COLLATE RTRIM CHECK ('), weight REAL, anything, "odd ""name""; é" TEXT,
    parent_id INTEGER REFERENCES generated_videos (id), reel BLOB,
    words INTEGER GENERATED ALWAYS AS (length(prompt)) VIRTUAL, UNIQUE (brief_id, note));
  CREATE INDEX idx_studio ON generated_videos (studio);
  CREATE TRIGGER watch AFTER DELETE ON generated_videos BEGIN SELECT 1; END;
  CREATE VIEW studios AS SELECT DISTINCT studio FROM generated_videos;
  INSERT INTO generated_videos (id, prompt, video_url, model_id, parameters, note, created_at, updated_at, anything, rating, weight, reel) VALUES
    (1, 'it''s "quoted"; -- no comment /* nor this', '', 'm', '{"seed": 9007199254740993, "price": 1.10}', 'first' || char(10) || 'second' || char(13, 10, 9) || '\\n', NULL, NULL, 9223372036854775807, -9223372036854775808, 0.1, x''),
    (2, 'BEGIN TRANSACTION; COMMIT; CREATE TRIGGER t BEGIN SELECT CASE WHEN 1 THEN 2 END; END', '', '雨 🌧️ e' || char(769), '{broken', '[x] \`y\`', '2025-01-02 03:04:05', '2025-02-03 04:05:06.789', 9007199254740993, 0, 1e308, x'00ff27'),
    (3, CAST(x'610062' AS TEXT), '', CAST(x'ff61c3' AS TEXT), '', char(65279) || char(65533) || CAST(x'eda080' AS TEXT), 'yesterday', '1999-12-31 23:59:59', 9e999, NULL, -9e999, zeroblob(3)),
    (4, x'7b7d', '', 'm', '{}', '', '2025-01-02 03:04:05', '2025-01-02 03:04:05', -0.1, 1, 5e-324, NULL),
    (6, 'a reel', '', 'm', '{}', 'n', '2025-01-02 03:04:05', '2025-01-02 03:04:05', 'x', 1, 1.7976931348623157e308, randomblob(2500000)),
    (7, replace(hex(zeroblob(40000)), '00', 'é;'), '', 'm', '{}', replace(hex(zeroblob(300000)), '00', '雨'), '2025-01-02 03:04:05', '2025-01-02 03:04:05', randomblob(300000), 1, 3, NULL),
    (8, 'last', '', 'm', '{}', 'n', '2025-01-02 03:04:05', '2025-01-02 03:04:05', 0.30000000000000004, 1, 123456789012345680, NULL);
  UPDATE generated_videos SET brief_id = 'gone', parent_id = 999, "odd ""name""; é" = 'é', studio = 'South' WHERE id IN (2, 4);
  UPDATE generated_videos SET video_data = randomblob(300000) WHERE id = 6;
  UPDATE sqlite_sequence SET seq = 900 WHERE name = 'generated_videos'`;
