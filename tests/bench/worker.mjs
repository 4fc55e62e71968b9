// Workers as they are deployed: bundled by `wrangler deploy`, and served by workerd with nothing in front of them.
// What `wrangler dev` has there (two proxies, an assets router, middleware) costs more than some of the Workers do.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { unstable_getMiniflareWorkerOptions as workerOptions } from "wrangler";
import { run } from "../../scripts/command.mjs";
import { freezeWorker } from "../../scripts/frozen-worker.mjs";
import { descendants } from "./process.mjs";

/** Wrangler's own. */
const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = createRequire(import.meta.resolve("wrangler"))("miniflare");

const MODULES = { js: "ESModule", wasm: "CompiledWasm", sql: "Text" };
const CONFIGURATION = "wrangler.toml";

/** Greenlight as it is built, bundled in `folder`. */
export async function bundleGreenlight(folder) {
  await freezeWorker(folder);
  const file = join(folder, CONFIGURATION);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(/^\[assets\]\n(?:.+\n)*/gm, ""));
  await bundle(folder);
}

/** A module of a peer, bundled in `folder`. */
export async function bundlePeer(folder, main) {
  writeFileSync(join(folder, CONFIGURATION), configurationOf(main));
  await bundle(folder);
}

const configurationOf = (main) => `name = "peer"
main = "${main}"
compatibility_date = "2026-11-17"
[[d1_databases]]
binding = "DB"
database_name = "greenlight"
database_id = "00000000-0000-0000-0000-000000000000"
`;

function bundle(folder) {
  const args = ["deploy", "--dry-run", "--outdir=out", "--env=", "--minify=false"];
  const otherwise = `wrangler could not bundle ${folder}: run \`npx wrangler ${args.join(" ")}\` there.`;
  return run("wrangler", args, { cwd: folder, output: "ignore", otherwise });
}

/** Serves what was bundled in `folder` on the database in `state`. */
export async function startWorker(folder, state, variables) {
  const before = new Set(workerds());
  const miniflare = new Miniflare(convertV4MiniflareOptions({
    host: "127.0.0.1", port: 0, cf: false, log: new Log(LogLevel.ERROR), handleStructuredLogs() {},
    resourcePersistencePath: join(state, "v3"), workers: [options(folder, variables)],
  }));
  await miniflare.ready;
  const url = (await miniflare.unsafeGetDirectURL("bench")).origin;
  return { url, pid: workerds().find((pid) => !before.has(pid)), stop: () => miniflare.dispose() };
}

function options(folder, variables) {
  const { modulesRules: _, ...given } = workerOptions(join(folder, CONFIGURATION)).workerOptions;
  return {
    ...given, name: "bench", modules: modulesIn(join(folder, "out")), modulesRoot: join(folder, "out"),
    bindings: { ...given.bindings, ...variables }, unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
}

/** The entry is the only JavaScript there is, and has to be the first. */
function modulesIn(folder) {
  const files = readdirSync(folder).map((name) => ({ type: MODULES[name.split(".").at(-1)], path: join(folder, name) }));
  const modules = files.filter(({ type }) => type);
  return modules.sort((one, other) => (other.type === MODULES.js) - (one.type === MODULES.js));
}

function workerds() {
  return descendants(process.pid).filter(({ command }) => command[0].endsWith("/workerd")).map(({ pid }) => pid);
}
