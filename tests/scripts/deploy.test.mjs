// `npm run deploy`, as far as it goes without an account on Cloudflare.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { unstable_readConfig as readConfig } from "wrangler";
import { capture } from "../../scripts/command.mjs";
import { allowedOrigins, databaseId, environmentFlag } from "../../scripts/configuration.mjs";
import { checkLogin, checkSecret } from "../../scripts/deploy.mjs";
import { freezeWorker } from "../../scripts/frozen-worker.mjs";
import { inProject, readProject } from "../../scripts/project.mjs";

const folder = mkdtempSync(join(tmpdir(), "greenlight-deploy-"));
after(() => rmSync(folder, { recursive: true }));

// Whatever somebody has set for their own Worker, the tests see and do nothing of it.
const configuration = withDatabase("00000000-0000-0000-0000-000000000000", readProject("wrangler.toml"));
const withOrigins = (origins) => configuration.replace(/^ALLOWED_ORIGINS = .*/m, `ALLOWED_ORIGINS = "${origins}"`);

function withDatabase(id, text = configuration) {
  return text.replace(/(?<=\[\[env\.production\.d1_databases\]\]\n(?:.+\n)*database_id = ").*(?=")/, id);
}

/** An environment that is not there, so that no mistake in these tests could deploy anything. */
function deploy(...args) {
  return spawnSync(process.execPath, [inProject("scripts", "deploy.mjs"), ...args], { encoding: "utf8", env: { ...process.env, ENVIRONMENT: "nowhere" } });
}

/** Stands in for wrangler: answers as it does. */
const says = (code, stdout, stderr = "") => async () => ({ code, stdout, stderr });

test("what is deployed keeps tokens out of Cloudflare's log, calls webhooks the public way, and has its Durable Objects", () => {
  const deployed = readConfig({ config: inProject("wrangler.toml"), env: "production" });
  assert.equal(deployed.observability.logs.invocation_logs, false);
  assert.ok(deployed.compatibility_flags.includes("global_fetch_strictly_public"));
  assert.deepEqual(deployed.migrations.flatMap(({ new_sqlite_classes }) => new_sqlite_classes), ["LiveFeed"]);
  assert.equal(deployed.vars.LOCAL_WEBHOOKS, undefined);
});

test("the deployed queue tries as often, and after the same pause, as the one that is tested", () => {
  const [local, deployed] = [undefined, "production"].map((env) => readConfig({ config: inProject("wrangler.toml"), env }).queues);
  assert.deepEqual(deployed, local);
  assert.equal(deployed.consumers[0].retry_delay, 5);
});

test("a dry run bundles the Worker with every binding that it needs, and no secret", async () => {
  await freezeWorker(join(folder, "frozen"));
  const out = join(folder, "out");
  const { code, stdout, stderr } = await capture("wrangler", ["deploy", "--env=production", "--dry-run", `--outdir=${out}`], { cwd: join(folder, "frozen") });
  assert.equal(code, 0, stderr);
  const bindings = [...stdout.matchAll(/^env\.(\w+) \((.*?)\)\s{2,}|^env\.(\w+)\s{2,}/gm)].map(([, name, value, alone]) => [name ?? alone, value].filter(Boolean).join(" "));
  assert.deepEqual(bindings.map((binding) => binding.replace(/(?<=ALLOWED_ORIGINS ).*/, "…")).sort(), ["ALLOWED_ORIGINS …", "ASSETS", "DB greenlight", "LIVE LiveFeed", "RATE_LIMITER 600 requests/10s", "WEBHOOKS greenlight-webhooks"]);
  assert.ok(readdirSync(out).includes("entry.js") && readdirSync(out).some((name) => name.endsWith("index_bg.wasm")), readdirSync(out).join());
});

test("a database that is not named is asked for", () => {
  assert.throws(() => databaseId(configuration), /make one with `npx wrangler d1 create greenlight`, and set database_id of \[\[env\.production\.d1_databases\]\] to its id/);
  assert.equal(databaseId(withDatabase("8c0d5b1e-0000-4000-8000-000000000001")), "8c0d5b1e-0000-4000-8000-000000000001");
});

test("what is no exact origin may call nothing", () => {
  assert.deepEqual(allowedOrigins(withOrigins("")), []);
  assert.deepEqual(allowedOrigins(withOrigins("https://studio.example, http://localhost:3000 https://[::1]:8443")), ["https://studio.example", "http://localhost:3000", "https://[::1]:8443"]);
  const wrong = ["*", "https://*", "https://*.studio.example", "studio.example", "https://studio.example/", "https://studio.example/app", "https://Studio.example", "https://studio.example:443", "null", "file:///x", "https://a:b@studio.example", "https://"];
  for (const origin of wrong) assert.throws(() => allowedOrigins(withOrigins(`https://right.example ${origin}`)), (error) => error.message.startsWith(`ALLOWED_ORIGINS in wrangler.toml has ${origin}: write`), origin);
});

test("an environment that wrangler.toml does not have is refused", () => {
  assert.equal(environmentFlag(configuration, "production"), "--env=production");
  assert.throws(() => environmentFlag(configuration, "staging"), /has no \[env\.staging\]: copy the section \[env\.production\]/);
  const { status, stdout, stderr } = deploy();
  assert.deepEqual([status, stdout, /has no \[env\.nowhere\]/.test(stderr)], [1, "", true], stderr);
});

test("whoever is not logged in is told how to", async () => {
  await checkLogin(says(0, '{"loggedIn":true,"email":"mia@studio.example"}'));
  for (const answer of [says(1, '{"loggedIn":false}'), says(0, '{"loggedIn":false}'), says(1, "", "fetch failed"), says(127, "")]) {
    await assert.rejects(checkLogin(answer), /You are not logged in to Cloudflare: run `npx wrangler login`/);
  }
  await assert.rejects(checkLogin(says(1, "", "fetch failed")), /fetch failed$/);
});

test("wrangler says so itself where nobody is logged in", { skip: process.env.CLOUDFLARE_API_TOKEN && "somebody is" }, async () => {
  const env = { HOME: folder, XDG_CONFIG_HOME: folder };
  await assert.rejects(checkLogin((args) => capture("wrangler", args, { env })), { message: /where there is no browser\.$/ });
});

test("a Worker without its secret is not deployed, and a Worker that is not there is made by giving it one", async () => {
  await checkSecret("--env=production", says(0, '[{"name":"TOKEN_SECRET","type":"secret_text"}]'));
  for (const list of ["[]", '[{"name":"TOKEN_SECRET_PREVIOUS","type":"secret_text"}]']) {
    await assert.rejects(checkSecret("--env=production", says(0, list)), /The Worker has no TOKEN_SECRET\. [^]*wrangler secret put TOKEN_SECRET --env=production$/);
  }
  const unknown = says(1, "", '✘ [ERROR] Worker "greenlight" (env: production) not found.\n\n  If this is a new Worker, run `wrangler deploy` first to create it.');
  await assert.rejects(checkSecret("--env=production", unknown), /There is no such Worker yet[^]*giving it one creates it[^]*wrangler secret put/);
  await assert.rejects(checkSecret("--env=production", says(1, "", "Authentication error [code: 10000]")), /could not be listed:\nAuthentication error/);
});

test("an option that it does not have is refused with those that it has", () => {
  const { status, stderr } = deploy("--force");
  assert.equal(status, 1);
  assert.match(stderr, /Unknown option '--force'[^]*npm run deploy -- \[--dry-run\]/);
});
