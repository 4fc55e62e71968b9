// A Worker on a database of its own with the seed's jobs in it: what pictures and measurements of the page are taken of.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seed } from "./seed.mjs";
import { DECISIONS } from "./seed/decisions.mjs";
import { serve, TEST_SECRET } from "./serve.mjs";
import { makeToken } from "./token.mjs";

/** The job whose review is shown. */
const REVIEWED = DECISIONS.find(({ name }) => name === "keeper").asked;

/** Serves it, for `environment` as `npm run deploy` knows it: its `url`, a `token` for everything, and the `review`, a job's address. */
export async function serveSeeded(environment = "") {
  const stateDir = mkdtempSync(join(tmpdir(), "greenlight-seeded-"));
  process.once("exit", () => rmSync(stateDir, { recursive: true, force: true }));
  Object.assign(process.env, { STATE_DIR: stateDir, ENVIRONMENT: environment, TOKEN_SECRET: TEST_SECRET });
  const { url } = await serve();
  const token = await makeToken({ scope: "admin", sub: "maya" }, TEST_SECRET);
  await seed(`${url}/api/v2`, token);
  return { url, token, review: `/jobs/${await reviewedJob(url, token)}` };
}

async function reviewedJob(url, token) {
  const answer = await fetch(`${url}/api/v2/jobs?client_id=${REVIEWED.client_id}&view=summary`, { headers: { Authorization: `Bearer ${token}` } });
  const { jobs } = await answer.json();
  return jobs.find(({ prompt }) => prompt === REVIEWED.prompt).id;
}
