// Greenlight and its peers: how each is made ready and started.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../../scripts/project.mjs";
import { startPython } from "./python.mjs";
import { statements } from "./statements.mjs";
import { authorization, SECRET } from "./token.mjs";
import { bundleGreenlight, bundlePeer, startWorker } from "./worker.mjs";

const LOGGED = ["get", "list of 50", "progress"];
const ONE_STATEMENT = ["get", "get, unchanged (304)", "list of 50", "list of 50, summary", "progress", "approve", "create"];

/** In the order in which they are measured. `operations` are those that it has, if not all; one that `isBare` checks nothing. */
export const SERVERS = [
  { name: "greenlight", make: greenlight, variables: { LOG: "errors" } },
  { name: "greenlight with its log", make: greenlight, operations: LOGGED },
  { name: "hono", make: peer, main: "worker.ts" },
  { name: "hono-text", make: peer, main: "worker.ts" },
  { name: "floor", make: peer, main: "worker.mjs", operations: ONE_STATEMENT, isBare: true },
  { name: "python", make: python },
];

const folder = inProject("build", "bench");

/** Makes servers ready: each gets `start`, and `startCounting` which tells in `Server-Timing` what D1 bills. */
export async function prepare(servers) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(inProject("tests", "bench", "peers"), folder, { recursive: true });
  writeFileSync(join(folder, "statements.json"), statements(await authorization(), SECRET));
  const ready = [];
  for (const server of servers) ready.push({ ...server, ...(await server.make(server)) });
  return ready;
}

async function greenlight({ name, variables }) {
  const directory = join(folder, name);
  await bundleGreenlight(directory);
  const start = (more) => ({ state }) => startWorker(directory, state, { TOKEN_SECRET: SECRET, ...variables, ...more });
  return { start: start({}), startCounting: start({ SERVER_TIMING: "1" }) };
}

async function peer({ name, main }) {
  const directory = join(folder, name);
  const counting = `${directory}-counting`;
  mkdirSync(counting);
  writeFileSync(join(counting, "worker.mjs"), aroundOf(`../${name}/${main}`));
  await bundlePeer(directory, main);
  await bundlePeer(counting, "worker.mjs");
  const start = (where) => ({ state }) => startWorker(where, state, { TOKEN_SECRET: SECRET });
  return { start: start(directory), startCounting: start(counting) };
}

const aroundOf = (module) => `import worker from "${module}";
import { counting } from "../counting.mjs";
export default counting(worker);
`;

function python() {
  const start = ({ file }) => startPython(file, { TOKEN_SECRET: SECRET });
  return { start, startCounting: start };
}
