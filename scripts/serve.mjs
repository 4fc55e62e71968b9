// Serves an already built Worker on a database of its own, for tests: prints `ready URL`, and stays until it is ended or killed.
// PORT (0 or none: a free one) · STATE_DIR · SKIP_MIGRATE=1 leaves the database as it is · SERVER_TIMING=1 shows what statements cost
// RATE_LIMIT=5 (with ENVIRONMENT=production) so many requests in 10 s instead of 600
// TOKEN_SECRET (TEST_SECRET; empty: none) · TOKEN_SECRET_PREVIOUS · ALLOWED_ORIGINS · LOG · ENVIRONMENT=production serves what is deployed
// RETENTION_DAYS=30 lets the cron trigger erase jobs that ended so long ago
// PAGE=source serves the page as it is written, like npm start, instead of as it is deployed
// AROUND=tests/faults/entry.mjs serves that module, which has the Worker inside
import { rmSync } from "node:fs";
import { join } from "node:path";
import { local } from "./d1.mjs";
import { serveWorker } from "./dev-server.mjs";
import { Failure } from "./failure.mjs";
import { freezeWorker } from "./frozen-worker.mjs";
import { migrateIfNeeded } from "./migrate.mjs";
import { makeDatabase } from "./new-database.mjs";
import { entry } from "./program.mjs";
import { stateDirectory } from "./project.mjs";

/** What the servers of tests check tokens with. */
export const TEST_SECRET = "a secret for tests that everybody knows";

entry(import.meta.url, async () => {
  // Standard output is for the one line that tests wait for.
  console.log = console.error;
  const { url, ended } = await serve();
  process.stdout.write(`ready ${url}\n`);
  throw new Failure(`Wrangler ended by itself with exit code ${await ended}.`);
});

/** Serves a copy of the Worker as the environment says. */
export async function serve() {
  const environment = process.env.ENVIRONMENT === "production" ? "production" : "";
  if (process.env.SKIP_MIGRATE !== "1") await migrated(environment);
  const directory = join(stateDirectory(), "served", String(process.pid));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  await freezeWorker(directory, { around: process.env.AROUND, rateLimit: process.env.RATE_LIMIT, page: process.env.PAGE });
  return serveWorker({ directory, stateDir: stateDirectory(), port: process.env.PORT || 0, ip: "127.0.0.1", vars: variables(process.env), environment });
}

/** A database that was there may be of any age; one of an environment may have another file, since it has another id. */
async function migrated(environment) {
  if (environment || !(await makeDatabase(stateDirectory()))) await migrateIfNeeded(local(environment));
}

function variables({ TOKEN_SECRET = TEST_SECRET, TOKEN_SECRET_PREVIOUS, ALLOWED_ORIGINS, LOG, RETENTION_DAYS, SERVER_TIMING }) {
  const given = Object.entries({ TOKEN_SECRET, TOKEN_SECRET_PREVIOUS, ALLOWED_ORIGINS, LOG, RETENTION_DAYS, SERVER_TIMING: SERVER_TIMING === "1" ? "1" : "" });
  return given.filter(([, value]) => value).map(([name, value]) => `${name}:${value}`);
}
