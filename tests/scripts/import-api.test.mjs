// What the API says of imported jobs: each as its file has it. The import runs while the Worker does.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { makeToken } from "../../scripts/token.mjs";
import { serveForTest } from "../served-worker.mjs";
import { copyOf, importWell, inFile, workFolder } from "./import-support.mjs";

const folder = workFolder();
const stateOf = (name) => join(folder, `${name}.state`);
const authorization = `Bearer ${await makeToken({ scope: "admin" }, TEST_SECRET)}`;
const JSON_FIELDS = { parameters: {}, progress: {}, metadata: null, storyboard_data: null };

describe("an imported job, by API, is as its file has it:", { concurrency: 2 }, () => {
  for (const name of ["scenes-v1.db", "scenes-v2.db"]) {
    test(name, async () => {
      const { url, file } = await serveImported(name);
      const jobs = await listJobs(url);
      const expected = inFile(file, (db) => db.prepare("SELECT * FROM generated_videos ORDER BY id DESC").all().map(expectedJob));
      assert.deepEqual(jobs, expected);
      for (const { id } of sample(expected))
        assert.deepEqual(
          readJob(await getText(`${url}/api/v2/jobs/${id}`)),
          expected.find((job) => job.id === id),
        );
      const created = await fetch(`${url}/api/v2/jobs`, {
        method: "POST",
        body: '{"prompt":"p","model_id":"m"}',
        headers: { authorization, "content-type": "application/json" },
      });
      assert.equal((await created.json()).id, 306, "above every id ever used, of which 305 is the last");
    });
  }
});

/** A Worker on a database of its own, into which the file comes while it serves. */
async function serveImported(name) {
  const stateDir = stateOf(name);
  const { url, stop } = await serveForTest({}, stateDir);
  after(stop);
  const file = copyOf(name, folder);
  await importWell(stateDir, file);
  return { url, file };
}

async function listJobs(url) {
  const jobs = [];
  for (let query = "limit=200"; query;) {
    const page = keepNumbers(await getText(`${url}/api/v2/jobs?${query}`));
    jobs.push(...page.jobs.map((job) => readJob(JSON.stringify(job))));
    query = page.next_cursor && `limit=200&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
  return jobs;
}

/** The first job of each kind of damage there is, and a few more. */
function sample(jobs) {
  const kinds = [
    (job) => job.status === null,
    (job) => job.progress === "null",
    (job) => job.parameters === "null",
    (job) => job.metadata === "null",
  ];
  return [jobs[0], jobs.at(-1), ...kinds.map((kind) => jobs.find(kind))].filter(Boolean);
}

async function getText(url) {
  const answer = await fetch(url, { headers: { authorization } });
  assert.equal(answer.status, 200, url);
  return answer.text();
}

/** A job with its JSON columns as text, in which every digit and the order of keys show. */
function readJob(text) {
  const job = JSON.parse(text);
  const exact = keepNumbers(text);
  return { ...job, ...Object.fromEntries(Object.keys(JSON_FIELDS).map((name) => [name, JSON.stringify(exact[name])])) };
}

/** JSON whose numbers come out of JSON.stringify digit for digit. */
function keepNumbers(text) {
  return JSON.parse(text, (key, value, { source }) => (typeof value === "number" ? JSON.rawJSON(source) : value));
}

/** The job document of a row of the file, from what the README promises and nothing else. */
function expectedJob(row) {
  const hasStoryboard = Boolean(row.storyboard_data);
  return {
    ...expectedOrigin(row),
    ...Object.fromEntries(Object.entries(JSON_FIELDS).map(([name, otherwise]) => [name, expectedJson(row[name], otherwise)])),
    status: row.status,
    terminal: ["completed", "failed", "canceled"].includes(row.status),
    storyboard_revision: hasStoryboard ? 1 : 0,
    approved: row.approved === 1,
    approved_at: expectedTime(row.approved_at),
    approved_by: null,
    approved_revision: row.approved ? 1 : null,
    review: null,
    ...expectedCosts(row),
    error_message: row.error_message ?? null,
    error_code: null,
    retry_count: row.download_retries ?? 0,
    download_attempted: row.download_attempted === 1,
    download_retries: row.download_retries ?? 0,
    download_error: row.download_error,
    ...NEVER_CLAIMED,
    created_at: expectedTime(row.created_at),
    updated_at: expectedTime(row.updated_at ?? row.created_at),
    version: 1,
  };
}

const NEVER_CLAIMED = { attempt: 0, max_attempts: 3, available_at: null, lease: null, created_by: null };

function expectedOrigin({ id, prompt, video_url, model_id, collection }) {
  return { id, prompt, video_url: video_url || null, model_id, collection, client_id: null, brief_id: null, campaign_id: null };
}

/** Where the file has no such column, the reference's own migration would have put 0.0. */
function expectedCosts({ estimated_cost = 0, actual_cost = 0 }) {
  return { estimated_cost, actual_cost, cost_cap: null };
}

function expectedJson(text, otherwise) {
  if (text === null || text === undefined) return JSON.stringify(otherwise);
  try {
    return JSON.stringify(keepNumbers(text));
  } catch {
    return "null";
  }
}

/** The file's times are all of the form 2025-07-25 05:17:49. */
function expectedTime(text) {
  return text ? `${text.replace(" ", "T")}.000Z` : null;
}
