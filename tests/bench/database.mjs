// The jobs that everybody serves: made by SQL in the file of a local D1 that nobody has open.
import { readdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Failure } from "../../scripts/failure.mjs";
import { makeDatabase } from "../../scripts/new-database.mjs";
import { count } from "./figures.mjs";
import { JOBS_IN_A_ROUND } from "./operations.mjs";

const FOLDER = join("v3", "d1", "miniflare-D1DatabaseObject");
const BYTES_OF_A_JOB = 6000;
const AT_ONCE = 50_000;

/** Makes a migrated database with so many jobs in `state`, and returns its file. */
export async function fill(state, jobs) {
  await makeDatabase(state);
  const file = join(state, FOLDER, readdirSync(join(state, FOLDER)).find((name) => /^[0-9a-f]{64}\.sqlite$/.test(name)));
  withDatabase(file, (database) => {
    database.exec("PRAGMA synchronous = OFF");
    const insert = database.prepare(INSERT);
    // One statement for all would need the space twice: in the log, and in the file.
    for (let first = 1; first <= jobs; first += AT_ONCE) insert.run(first, Math.min(first + AT_ONCE - 1, jobs), STORYBOARD);
  });
  return file;
}

/** Fails if so many jobs do not fit into `folder`. */
export function checkSpace(folder, jobs) {
  const { bavail, bsize } = statfsSync(folder);
  const [free, needed] = [bavail * bsize, jobs * BYTES_OF_A_JOB].map((bytes) => bytes / 1e9);
  if (free > needed) return;
  const [has, wants] = [free, needed].map((gigabytes) => `${gigabytes.toFixed(1)} GB`);
  throw new Failure(`${count(jobs)} jobs need ${wants}, and ${folder} has ${has}. Set TMPDIR to a folder with more, or use --jobs.`);
}

/** Takes back what a round has changed, so that each finds the same. */
export function reset({ file, jobs }) {
  withDatabase(file, (database) => {
    const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
    database.exec(`BEGIN; ${triggers.map(({ name }) => `DROP TRIGGER ${name};`).join("")}`);
    database.exec(taken(jobs));
    database.exec(`${triggers.map(({ sql }) => `${sql};`).join("")} COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`);
  });
}

/** Without the triggers, which would keep a history of it. */
const taken = (jobs) => `
  DELETE FROM generated_videos WHERE id > ${jobs};
  DELETE FROM job_events WHERE job_id > ${jobs} OR job_id <= ${2 * JOBS_IN_A_ROUND} AND version > 1;
  UPDATE generated_videos
  SET status = iif(id % 2, 'storyboard_ready', 'completed'), progress = '${PROGRESS}', progress_seq = NULL,
    approved = 0, approved_at = NULL, approved_by = NULL, approved_revision = NULL, available_at = NULL,
    attempt = 0, lease_worker = NULL, lease_token_hash = NULL, lease_expires_at = NULL, lease_seconds = NULL,
    version = 1, changed_version = 1, changed_by = 'maya', updated_at = created_at
  WHERE id <= ${2 * JOBS_IN_A_ROUND};
  DELETE FROM job_counts;
  INSERT INTO job_counts SELECT '', status, count(*), 0 FROM generated_videos GROUP BY status;
  UPDATE sqlite_sequence SET seq = ${jobs} WHERE name = 'generated_videos';`;

/** For as long as `work` takes. */
function withDatabase(file, work) {
  const database = new DatabaseSync(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const PROGRESS = '{"percent":100,"stage":"storyboard"}';

const INSERT = `
INSERT INTO generated_videos (
  prompt, video_url, model_id, parameters, status, metadata, progress, storyboard_data, storyboard_revision, estimated_cost, actual_cost,
  created_by, changed_by, version, changed_version, created_at, updated_at
)
WITH RECURSIVE number(n) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT n + 1 FROM number WHERE n < ?2)
SELECT 'Job ' || n || ': a lighthouse keeper rows out before the storm, and finds the boat that was lost ten years ago',
  iif(n % 2, '', 'https://videos.example/' || n || '.mp4'), 'lumen-3',
  '{"seed":' || n || ',"size":"1280x720","guidance":7.50,"negative_prompt":"text, watermark"}',
  iif(n % 2, 'storyboard_ready', 'completed'), '{"campaign":"autumn","owner":"maya"}',
  '${PROGRESS}', ?3, 1, 4.2, iif(n % 2, NULL, 4.08), 'maya', 'maya', 1, 1,
  strftime('%Y-%m-%d %H:%M:%f', '2025-01-01', '+' || n || ' seconds'), strftime('%Y-%m-%d %H:%M:%f', '2025-01-01', '+' || n || ' seconds')
FROM number`;

const DESCRIPTION = "the keeper pulls the oars against a grey swell while the lamp behind turns; gulls, spray, the first thunder far out over the reef.";
const IMAGE_PROMPT = "heavy grey sea, lighthouse beam in the distance, 35 mm, natural light, film grain, muted colours, no text, highly detailed.";

/** Eight scenes, of about 5 KB as JSON. */
const STORYBOARD = JSON.stringify(Array.from({ length: 8 }, (_, at) => scene(at + 1)));

function scene(number) {
  return {
    scene: {
      scene_number: number,
      description: `Wide shot ${number}: ${DESCRIPTION}`,
      duration: 4.5,
      image_prompt: `A man in oilskins in a small wooden boat, scene ${number}, ${IMAGE_PROMPT}`,
    },
    image_url: `https://images.example/studios/acme/2026/storyboards/7f3c9b2e/scene-${number}.webp`,
    generation_status: "completed",
    error: null,
  };
}
