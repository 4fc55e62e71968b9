// npm start: from a fresh clone to a running Greenlight. PORT (8787) · STATE_DIR · --ip ADDRESS (127.0.0.1)
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { local } from "./d1.mjs";
import { DEFAULT_URL } from "./demo/address.mjs";
import { ensureDevelopmentSecret } from "./development-secret.mjs";
import { serveWorker } from "./dev-server.mjs";
import { Failure } from "./failure.mjs";
import { heartbeat } from "./heartbeat.mjs";
import { migrateIfNeeded } from "./migrate.mjs";
import { entry } from "./program.mjs";
import { root, stateDirectory } from "./project.mjs";
import { setUp } from "./setup.mjs";
import { makeToken } from "./token.mjs";

entry(import.meta.url, async () => {
  const ip = readAddress();
  const port = readPort();
  await checkPort(port, ip);
  const secret = await ensureDevelopmentSecret();
  await setUp();
  await build();
  await migrateIfNeeded(local());
  console.log("Starting the Worker");
  const { url, ended, health } = await serveWorker({ directory: root, stateDir: stateDirectory(), port, ip });
  if (health.status !== 200) throw new Failure(`The Worker runs, but is not well: ${url}/healthz answers ${health.status}: ${health.text}`);
  welcome(url, await makeToken({ scope: "admin", expires: "12h" }, secret));
  await Promise.race([heartbeat(url), ended.then((code) => { throw new Failure(`Wrangler ended by itself with exit code ${code}.`); })]);
});

function readAddress() {
  try {
    return parseArgs({ options: { ip: { type: "string", default: "127.0.0.1" } } }).values.ip;
  } catch (error) {
    throw new Failure(`${error.message}\nThe port is chosen with PORT=8788 npm start, the address to listen on with npm start -- --ip ADDRESS.`);
  }
}

function readPort() {
  const port = Number(process.env.PORT || 8787);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`PORT is ${process.env.PORT}; it must be a whole number from 1 to 65535.`);
}

/** Asked before anything slow: wrangler would find out minutes later on a fresh clone. */
function checkPort(port, ip) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(new Failure(`Port ${port} cannot be used (${error.code}): stop what uses it, or choose another: PORT=8788 npm start`)));
    probe.listen({ port, host: ip, exclusive: true }, () => probe.close(resolve));
  });
}

/** The token is in the fragment, which browsers send to nobody. */
function welcome(url, token) {
  console.log(`
Greenlight is running. Open this link, which signs you in for 12 hours:

  ${url}/#token=${token}

Create a job:  curl -s ${url}/api/v2/jobs -H "Authorization: Bearer $(npm run -s token -- --scope jobs:create)" --json '{"prompt":"A lighthouse at dawn","model_id":"demo"}'
Jobs to see:   ${url === DEFAULT_URL ? "" : `URL=${url} `}npm run seed
Other tokens:  npm run -s token
Stop it:       Ctrl-C. The next start prints a new link; what was signed before stays valid until its time is over.
`);
}
