// `npm run -s token`, and the development secret that it signs with.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { jwtVerify } from "jose";
import { developmentSecret, ensureDevelopmentSecret } from "../../scripts/development-secret.mjs";
import { inProject, readProject } from "../../scripts/project.mjs";
import { makeToken, readOptions, SCOPES, signingSecret } from "../../scripts/token.mjs";

const SECRET = "0123456789abcdef0123456789abcdef";
const folder = mkdtempSync(join(tmpdir(), "greenlight-token-"));
after(() => rmSync(folder, { recursive: true }));

function token(args, env = { TOKEN_SECRET: SECRET }) {
  return spawnSync(process.execPath, [inProject("scripts", "token.mjs"), ...args], { env: { ...process.env, ...env }, encoding: "utf8" });
}

async function claimsOf(text, secret = SECRET) {
  const { payload, protectedHeader } = await jwtVerify(text, new TextEncoder().encode(secret), { algorithms: ["HS256"] });
  assert.equal(protectedHeader.alg, "HS256");
  return payload;
}

function refused(args, env) {
  const { status, stdout, stderr } = token(args, env);
  assert.deepEqual([status, stdout], [1, ""], stderr);
  assert.doesNotMatch(stderr, /^\s+at /m, "a sentence, not a stack");
  return stderr;
}

function file(name, text) {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text, { mode: 0o644 });
  return path;
}

test("it prints one token and nothing else", async () => {
  const { status, stdout, stderr } = token(["--scope", "jobs:read jobs:create"]);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const { scope, sub, iat, exp, jti, ...others } = await claimsOf(stdout.trim());
  assert.deepEqual([scope, sub, exp - iat, others], ["jobs:read jobs:create", userInfo().username, 8 * 3600, {}]);
  assert.match(jti, /^[0-9a-f-]{36}$/);
});

test("npm adds nothing to it", async () => {
  const { stdout } = spawnSync("npm", ["run", "-s", "token", "--", "--scope", "admin"], { cwd: inProject(), env: { ...process.env, TOKEN_SECRET: SECRET }, encoding: "utf8" });
  assert.equal((await claimsOf(stdout.trim())).scope, "admin");
});

test("what it is narrowed to is in it", async () => {
  const { stdout } = token(["--scope", "jobs:read,jobs:review", "--client", "l'été", "--job", "7", "--sub", "Mia", "--expires", "90s"]);
  const { scope, client_id, job_id, sub, iat, exp } = await claimsOf(stdout.trim());
  assert.deepEqual([scope, client_id, job_id, sub, exp - iat], ["jobs:read jobs:review", "l'été", 7, "Mia", 90]);
});

test("no two tokens have the same id, so that each can be revoked", async () => {
  const made = await Promise.all([1, 2].map(() => makeToken({ scope: "admin" }, SECRET)));
  const [one, other] = await Promise.all(made.map((text) => claimsOf(text)));
  assert.notEqual(one.jti, other.jti);
});

test("times are whole seconds, minutes, hours or days", async () => {
  for (const [expires, seconds] of [["1s", 1], ["30m", 1800], ["8h", 28_800], ["7d", 604_800]]) {
    const { iat, exp } = await claimsOf(await makeToken({ scope: "admin", expires }, SECRET));
    assert.equal(exp - iat, seconds, expires);
  }
  for (const expires of ["", "8", "h", "0h", "-1h", "1.5h", "8H", "8 h", "1w", "9999999999d"]) {
    assert.match(refused(["--scope", "admin", `--expires=${expires}`]), /^\n--expires is a whole number with s, m, h or d after it/, expires);
  }
});

test("what no token can be made of is refused with a sentence and the usage", () => {
  const wrong = [
    [[], /--scope says what the token allows/],
    [["--scope", " "], /--scope says what the token allows/],
    [["--scope", "admin jobs:write root"], /There is no scope jobs:write or root/],
    [["--scope", "admin", "--job", "x"], /--job is the number of a job/],
    [["--scope", "admin", "--job", "0"], /--job is the number of a job/],
    [["--scope", "admin", "--sub", ""], /1 to 200 characters/],
    [["--scope", "admin", "--sub", "sweep"], /--sub cannot be sweep/],
    [["--scope", "admin", "--client", "x".repeat(201)], /1 to 200 characters/],
    [["--scope", "admin", "--secret", "x"], /Unknown option '--secret'/],
    [["admin"], /Unexpected argument 'admin'/],
  ];
  for (const [args, sentence] of wrong) assert.throws(() => readOptions(args), (error) => sentence.test(error.message) && error.message.includes("npm run -s token -- --scope"), args.join(" "));
  for (const scope of SCOPES) assert.equal(readOptions(["--scope", scope]).scope, scope);
});

test("a secret that is too short or missing is refused, and not shown", () => {
  for (const [secret, bytes] of [["", 0], ["short", 5], ["é".repeat(15) + "x", 31]]) {
    const stderr = refused(["--scope", "admin"], { TOKEN_SECRET: secret });
    assert.match(stderr, new RegExp(`TOKEN_SECRET has ${bytes} bytes, and needs 32 at least`));
    if (secret) assert.ok(!stderr.includes(secret));
  }
  assert.throws(() => signingSecret({}, join(folder, "nowhere")), /There is no secret to sign with: run `npm start`/);
});

test("a development secret is made once, for its owner alone", async () => {
  const path = file("new");
  const secret = await ensureDevelopmentSecret(path);
  assert.match(secret, /^[\w-]{43}$/);
  assert.equal(readFileSync(path, "utf8"), `TOKEN_SECRET=${secret}\n`);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(await ensureDevelopmentSecret(path), secret);
  assert.equal(existsSync(`${path}.lock`), false);
});

test("what a file of variables has already stays in it", async () => {
  const path = file("mine", "# mine\nSERVER_TIMING=1\n# TOKEN_SECRET=\nLAST=x");
  const secret = await ensureDevelopmentSecret(path);
  assert.equal(readFileSync(path, "utf8"), `# mine\nSERVER_TIMING=1\n# TOKEN_SECRET=\nLAST=x\nTOKEN_SECRET=${secret}\n`);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(developmentSecret(path), secret);
});

test("a secret is read as wrangler reads it", () => {
  const written = [`TOKEN_SECRET=${SECRET}`, `TOKEN_SECRET="${SECRET}"`, `export TOKEN_SECRET = '${SECRET}' # mine`, `A=1\r\nTOKEN_SECRET=${SECRET} # mine\r\n`, `TOKEN_SECRET=old\nTOKEN_SECRET=${SECRET}`];
  for (const [number, text] of written.entries()) assert.equal(developmentSecret(file(`written-${number}`, text)), SECRET, text);
  for (const [number, text] of ["", "TOKEN_SECRET=\nOTHER=x", "TOKEN_SECRET_PREVIOUS=x", "#TOKEN_SECRET=x", 'TOKEN_SECRET=""'].entries()) {
    assert.equal(developmentSecret(file(`none-${number}`, text)), undefined, text);
  }
});

test("a short secret in the file is not taken for one", async () => {
  await assert.rejects(ensureDevelopmentSecret(file("short", "TOKEN_SECRET=short\n")), /has 5 bytes[^]*delete its line there/);
});

test("of starts at once one makes the secret, and all have it", async () => {
  const path = file("at-once");
  const script = `const { ensureDevelopmentSecret } = await import("${new URL("../../scripts/development-secret.mjs", import.meta.url)}"); await ensureDevelopmentSecret(${JSON.stringify(path)});`;
  const starts = Array.from({ length: 6 }, () => spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" }));
  const codes = await Promise.all(starts.map(async (start) => (await once(start, "exit"))[0]));
  assert.deepEqual(codes, Array(6).fill(0));
  assert.match(readFileSync(path, "utf8"), /^TOKEN_SECRET=[\w-]{43}\n$/);
});

test("the example has no secret that anybody could leave in place", () => {
  assert.doesNotMatch(readProject(".dev.vars.example"), /^[^#\n]/m);
  assert.equal(developmentSecret(inProject(".dev.vars.example")), undefined);
  const ignored = (name) => spawnSync("git", ["check-ignore", "-q", "--no-index", name], { cwd: inProject() }).status;
  assert.deepEqual([".dev.vars", ".dev.vars.production", ".dev.vars.example"].map(ignored), [0, 0, 1]);
});
