// What set-up reads from the project's own files.
import assert from "node:assert/strict";
import { test } from "node:test";
import { unstable_readConfig } from "wrangler";
import { withoutBuild } from "../../scripts/frozen-worker.mjs";
import { inProject, isAtLeast, lockedVersion, oldestRust, readProject } from "../../scripts/project.mjs";
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

test("a plain `wrangler deploy` puts nothing on the internet, and not over what is there", () => {
  const { name, workers_dev, preview_urls } = configured("");
  assert.deepEqual([name, workers_dev, preview_urls], ["greenlight-local", false, false]);
  assert.equal(configured("production").name, "greenlight");
});

test("no secret stands in the configuration, and none is deployed without it", () => {
  for (const environment of ["", "production"]) assert.deepEqual(Object.keys(configured(environment).vars).filter((name) => /SECRET|TOKEN/.test(name)), []);
  assert.deepEqual(configured("production").secrets.required, ["TOKEN_SECRET"]);
  assert.equal(configured("production").preview_urls, false);
});

test("only what is deployed limits how often a caller may call", () => {
  assert.deepEqual(configured("").ratelimits, []);
  const [{ name, simple }, ...others] = configured("production").ratelimits;
  assert.deepEqual([name, simple.limit, simple.period, others], ["RATE_LIMITER", 600, 10, []]);
});

test("what is deployed is what is developed", () => {
  const [local, deployed] = ["", "production"].map(configured);
  for (const key of ["main", "compatibility_date", "compatibility_flags", "triggers"]) assert.deepEqual(deployed[key], local[key], key);
  assert.deepEqual({ ...deployed.assets }, { ...local.assets, directory: "build/www" });
  const bindings = ({ d1_databases }) => d1_databases.map(({ binding, migrations_dir }) => ({ binding, migrations_dir }));
  assert.deepEqual(bindings(deployed), bindings(local));
});

/** As wrangler understands wrangler.toml. */
function configured(env) {
  return unstable_readConfig({ config: inProject("wrangler.toml"), env });
}

function tables(configuration) {
  return configuration.match(/^\[+.*\]$/gm);
}
