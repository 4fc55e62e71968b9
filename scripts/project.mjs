// Where things are and which versions are pinned: what every script of this folder agrees on.
import { readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const inProject = (...parts) => join(root, ...parts);

export const tools = inProject(".tools");
export const wasmBindgen = join(tools, "bin", "wasm-bindgen");
export const workerBuild = join(tools, "bin", "worker-build");
export const cargoDeny = join(tools, "bin", "cargo-deny");
export const npmBinary = (name) => inProject("node_modules", ".bin", name);

/** The environment of every command: the pinned programs first, and nothing sent anywhere. */
export function environment(more = {}) {
  return {
    ...process.env,
    PATH: [inProject("node_modules", ".bin"), process.env.PATH].join(delimiter),
    // Wrangler parses 16 MB of JavaScript at each start; the cache saves a sixth of that.
    NODE_COMPILE_CACHE: inProject("node_modules", ".cache", "node"),
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_WRITE_LOGS: "false",
    // Else each start asks Cloudflare where it is, and waits when there is no network.
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    ...more,
  };
}

/** The folder of the local databases: STATE_DIR, or wrangler's own. */
export function stateDirectory() {
  return resolve(root, process.env.STATE_DIR || ".wrangler/state");
}

/** The version of a package in a Cargo.lock, given its text; undefined if it is not in there. */
export function lockedVersion(lock, name) {
  return lock.match(new RegExp(`^name = "${name}"\\r?\\nversion = "([^"]+)"`, "m"))?.[1];
}

/** The oldest Rust that a Cargo.toml accepts, given its text. */
export function oldestRust(manifest) {
  return manifest.match(/^rust-version = "([^"]+)"/m)?.[1] ?? "0";
}

/** Whether version `have` is `want` or newer; both as in "1.95.0". */
export function isAtLeast(have, want) {
  return have.localeCompare(want, "en", { numeric: true }) >= 0;
}

export const readProject = (...parts) => readFileSync(inProject(...parts), "utf8");
