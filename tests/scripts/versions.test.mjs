// What set-up reads from the project's own files.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutBuild } from "../../scripts/frozen-worker.mjs";
import { isAtLeast, lockedVersion, oldestRust, readProject } from "../../scripts/project.mjs";
import { missingTools } from "../../scripts/toolchain.mjs";

const LOCK = `[[package]]
name = "wasm-bindgen"
version = "0.2.129"

[[package]]
name = "wasm-bindgen-futures"
version = "0.4.79"

[[package]]
name = "worker"
version = "0.8.7"
`;

test("a version in Cargo.lock is that of the very package", () => {
  assert.equal(lockedVersion(LOCK, "wasm-bindgen"), "0.2.129");
  assert.equal(lockedVersion(LOCK, "wasm"), undefined);
  assert.equal(lockedVersion(LOCK.replaceAll("\n", "\r\n"), "worker"), "0.8.7");
});

test("a tool is missing unless cargo noted it in the version that Cargo.lock asks for", () => {
  const record = '[v1]\n"wasm-bindgen-cli 0.2.129 (registry+x)" = ["wasm-bindgen"]\n"worker-build 0.8.6 (registry+x)" = ["worker-build"]\n';
  assert.deepEqual(missingTools(LOCK, record).map(({ crate }) => crate), ["worker-build"]);
  assert.deepEqual(missingTools(LOCK, "").map(({ version }) => version), ["0.8.7", "0.2.129"]);
});

test("versions are compared as numbers", () => {
  assert.ok(isAtLeast("1.100.0", "1.95"));
  assert.ok(isAtLeast("1.95.0", "1.95"));
  assert.ok(!isAtLeast("1.94.1", "1.95"));
  assert.ok(!isAtLeast("9.11.2", "20"));
});

test("this project's files say what set-up asks of them", () => {
  assert.match(oldestRust(readProject("Cargo.toml")), /^1\.\d+/);
  assert.match(lockedVersion(readProject("Cargo.lock"), "worker"), /^\d+\.\d+\.\d+$/);
  assert.match(lockedVersion(readProject("Cargo.lock"), "wasm-bindgen"), /^\d+\.\d+\.\d+$/);
});

test("the lock file of npm names no addresses, and every system's workerd", () => {
  const { packages } = JSON.parse(readProject("package-lock.json"));
  assert.deepEqual(Object.keys(packages).filter((name) => packages[name].resolved), []);
  const wanted = Object.keys(packages["node_modules/workerd"].optionalDependencies);
  assert.deepEqual(wanted.filter((name) => !packages[`node_modules/${name}`]), []);
});

test("a frozen Worker is configured as the project, without the build", () => {
  const all = readProject("wrangler.toml");
  const frozen = withoutBuild(all);
  assert.match(all, /^\[build\]$/m);
  assert.doesNotMatch(frozen, /build\]|watch_dir|build\.mjs/);
  assert.deepEqual(tables(frozen), tables(all).filter((table) => table !== "[build]"));
});

test("no open API is put on the internet by this configuration", () => {
  const configuration = readProject("wrangler.toml");
  assert.match(configuration, /^workers_dev = false$/m);
  assert.match(configuration, /^preview_urls = false$/m);
});

function tables(configuration) {
  return configuration.match(/^\[+.*\]$/gm);
}
