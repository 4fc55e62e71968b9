// npm test: everything that must hold before a change lands, cheapest check first; the first failure ends it.
// npm run test:soak: only the longer runs.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { entry } from "./program.mjs";
import { cargoDeny, inProject } from "./project.mjs";
import { installSchemathesis, schemathesis } from "./schemathesis.mjs";
import { serve, TEST_SECRET } from "./serve.mjs";
import { setUp, setUpTests } from "./setup.mjs";
import { browser } from "./system-packages.mjs";
import { makeToken } from "./token.mjs";

const SET_UP = [["set-up", setUp]];

const WITHOUT_A_WORKER = [
  ["set-up for tests", setUpTests],
  // Not `advisories`: their list is fetched from the internet at each run, and changes without the code.
  ["licences and origins of the crates", () => run(cargoDeny, ["--locked", "check", "licenses", "bans", "sources"])],
  ["formatting", () => run("cargo", ["fmt", "--check"])],
  ["lints, on this machine", () => run("cargo", ["clippy", "--locked", "--all-targets", "--", "-D", "warnings"])],
  ["lints, as a Worker", () => run("cargo", ["clippy", "--locked", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"])],
  ["types of the page and of the benchmark's peers", () => run("tsc", ["--project", "."])],
  ["Rust tests, in-process", () => run("cargo", ["test", "--locked", "--", "--skip", "worker::"])],
  ["build", build],
  ["JavaScript tests", () => node(testFiles("tests").filter((path) => !isBrowserTest(path)))],
];

const ON_THE_WORKER = [
  ["a Worker to test", startWorker],
  ["Rust tests, on the Worker", () => run("cargo", ["test", "--locked", "--test", "api", "--", "--skip", "native::"])],
  ["Python tests", python],
  ["browser tests", () => node(testFiles("tests").filter(isBrowserTest))],
  // Last: it deletes, claims and cancels whatever it finds.
  ["schemathesis", () => schemathesis("--max-examples=10", "--generation-deterministic")],
];

const SOAK = [
  ["random histories, in-process", () => run("cargo", ["test", "--locked", "--test", "api", "native::workflow"], { env: { PROPTEST_CASES: "10000" } })],
  ["fuzzing, in-process", () => run("cargo", ["test", "--locked", "--test", "api", "native::fuzz"], { env: { PROPTEST_CASES: "100000" } })],
  ["set-up for schemathesis", installSchemathesis],
  ["build", build],
  ["costs at a million jobs", () => run("cargo", ["test", "--locked", "--test", "api", "200_000_jobs_or_more"], { env: { JOBS: "1000000" } })],
  ["a Worker to test", startWorker],
  ["kills", () => run("cargo", ["test", "--locked", "--test", "api", "worker::kills"], { env: { KILLS: "20" } })],
  ["soak", () => run("cargo", ["test", "--locked", "--test", "api", "soak", "--", "--ignored", "--nocapture"])],
  ["live feed", () => run("node", ["--test", "tests/live/cost.test.mjs", "tests/live/ending.test.mjs"], { env: { WATCHERS: "1000", SOAK: "1" } })],
  ["schemathesis", () => schemathesis("--max-examples=500")],
];

/** They take a minute each: begun last, they would run alone at the end. */
const LONGEST = [
  "tests/live/ending.test.mjs", "tests/live/cost.test.mjs", "tests/webhooks/deliveries.test.mjs", "tests/scripts/import.test.mjs",
  "tests/www/client.test.mjs", "tests/browser/story.test.mjs", "tests/browser/access.test.mjs",
];

/** A developer's own secrets and settings are no part of what is tested. */
const SETTINGS = ["TOKEN", "TOKEN_SECRET", "TOKEN_SECRET_PREVIOUS", "ALLOWED_ORIGINS", "LOG", "RETENTION_DAYS", "ENVIRONMENT"];

entry(import.meta.url, () => {
  for (const name of SETTINGS) delete process.env[name];
  return oneByOne([...SET_UP, ...(process.argv.includes("--soak") ? SOAK : [...WITHOUT_A_WORKER, ...ON_THE_WORKER])]);
});

async function oneByOne(steps) {
  const lines = [];
  for (const [number, [name, step]] of steps.entries()) {
    const begin = Date.now();
    console.log(`\n=== ${name}`);
    await step().catch((error) => fail(error, name, steps.slice(number + 1)));
    lines.push(`${((Date.now() - begin) / 1000).toFixed(1).padStart(7)} s  ${name}`);
  }
  console.log(`\nEverything holds.\n${lines.join("\n")}`);
}

function fail(error, name, left) {
  if (!(error instanceof Failure)) throw error;
  const rest = left.map(([other]) => other).join(", ");
  throw new Failure(`FAILED: ${name}. ${error.message}${rest && `\nNot run: ${rest}.`}`);
}

/** Serves the Worker on a database of its own, and tells the steps after it by the environment. */
async function startWorker() {
  const stateDir = mkdtempSync(join(tmpdir(), "greenlight-test-"));
  process.once("exit", () => rmSync(stateDir, { recursive: true, force: true }));
  Object.assign(process.env, { STATE_DIR: stateDir, SERVER_TIMING: "1", CHROMIUM_BIN: browser() ?? "" });
  const { url } = await serve();
  process.env.WORKER_URL = url;
  process.env.TOKEN = await makeToken({ scope: "admin", sub: "operator" }, TEST_SECRET);
  console.log(`Serving at ${url} from ${stateDir}`);
}

/** By name, since `node --test` given nothing would look for tests everywhere. */
async function node(files) {
  // One more than there are cores, since most wait now and then.
  await run("node", ["--test", `--test-concurrency=${availableParallelism() + 1}`, ...files]);
}

async function python() {
  await run("python3", ["-m", "unittest", "discover", "-s", "tests/python", "-v"], { env: { PYTHONDONTWRITEBYTECODE: "1" } });
}

function testFiles(folder) {
  const names = readdirSync(inProject(folder), { recursive: true }).map((name) => join(folder, name));
  return names.filter((name) => name.endsWith(".test.mjs")).sort(longestFirst);
}

function longestFirst(one, other) {
  return LONGEST.includes(other) - LONGEST.includes(one) || one.localeCompare(other, "en");
}

function isBrowserTest(path) {
  return path.startsWith(join("tests", "browser"));
}
