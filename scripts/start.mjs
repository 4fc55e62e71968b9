// npm start: from a fresh clone to a running Greenlight. PORT (8787) · STATE_DIR · --ip ADDRESS (127.0.0.1)
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { local } from "./d1.mjs";
import { serveWorker } from "./dev-server.mjs";
import { Failure } from "./failure.mjs";
import { migrateIfNeeded } from "./migrate.mjs";
import { entry } from "./program.mjs";
import { root, stateDirectory } from "./project.mjs";
import { setUp } from "./setup.mjs";

entry(import.meta.url, async () => {
  const { values } = parseArgs({ options: { ip: { type: "string", default: "127.0.0.1" } } });
  const port = Number(process.env.PORT || 8787);
  await checkPort(port, values.ip);
  await setUp();
  await build();
  await migrateIfNeeded(local());
  console.log("Starting the Worker");
  const { url, ended, health } = await serveWorker({ directory: root, stateDir: stateDirectory(), port, ip: values.ip });
  if (health.status !== 200) throw new Failure(`The Worker runs, but is not well: ${url}/healthz answers ${health.status}: ${health.text}`);
  welcome(url);
  throw new Failure(`Wrangler ended by itself with exit code ${await ended}.`);
});

/** Asked before anything slow: wrangler would find out minutes later on a fresh clone. */
function checkPort(port, ip) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(new Failure(`Port ${port} cannot be used (${error.code}): stop what uses it, or choose another: PORT=8788 npm start`)));
    probe.listen({ port, host: ip, exclusive: true }, () => probe.close(resolve));
  });
}

function welcome(url) {
  console.log(`
Greenlight is running. Open ${url}
Create a job:  curl -s ${url}/api/v2/jobs --json '{"prompt":"A lighthouse at dawn","model_id":"demo"}'
Stop it:       Ctrl-C
`);
}
