// Serves an already built Worker on a database of its own, for tests: prints `ready URL`, and stays until it is ended or killed.
// PORT (0 or none: a free one) · STATE_DIR · SKIP_MIGRATE=1 leaves the database as it is · SERVER_TIMING=1 shows what statements cost
import { rmSync } from "node:fs";
import { join } from "node:path";
import { local } from "./d1.mjs";
import { serveWorker } from "./dev-server.mjs";
import { Failure } from "./failure.mjs";
import { freezeWorker } from "./frozen-worker.mjs";
import { migrateIfNeeded } from "./migrate.mjs";
import { entry } from "./program.mjs";
import { stateDirectory } from "./project.mjs";

entry(import.meta.url, async () => {
  // Standard output is for the one line that tests wait for.
  console.log = console.error;
  const { url, ended } = await serve();
  process.stdout.write(`ready ${url}\n`);
  throw new Failure(`Wrangler ended by itself with exit code ${await ended}.`);
});

/** Serves a copy of the Worker as the environment says. */
export async function serve() {
  if (process.env.SKIP_MIGRATE !== "1") await migrateIfNeeded(local());
  const directory = join(stateDirectory(), "served", String(process.pid));
  freezeWorker(directory);
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const vars = process.env.SERVER_TIMING === "1" ? ["SERVER_TIMING:1"] : [];
  return serveWorker({ directory, stateDir: stateDirectory(), port: process.env.PORT || 0, ip: "127.0.0.1", vars });
}
