// npm run -s token: prints a token for the API, signed with TOKEN_SECRET, or else with this machine's development secret.
import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { checkSecret, developmentSecret } from "./development-secret.mjs";
import { Failure } from "./failure.mjs";
import { entry } from "./program.mjs";

export const SCOPES = ["jobs:read", "jobs:create", "jobs:work", "jobs:review", "jobs:operate", "admin"];

/** What the history calls changes that no caller made. */
const RESERVED = ["sql", "sweep"];
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };
const USAGE = `npm run -s token -- --scope "SCOPE …" [options]
  --scope SCOPES   what it allows: ${SCOPES.join(", ")}; several in quotes
  --sub NAME       who it is for, as the jobs' history will say; you, if not said
  --client ID      sees and makes this client's jobs only
  --job N          this one job only
  --expires TIME   such as 30m, 8h or 7d; 8h if not said
It is signed with the environment's TOKEN_SECRET, or else with the secret that npm start keeps in .dev.vars.`;

entry(import.meta.url, async () => console.log(await makeToken(readOptions(process.argv.slice(2)), signingSecret())));

/** Signs a token: `scope`, and what of `sub`, `client_id`, `job_id` and `expires`, such as "8h", is not as usual. */
export async function makeToken({ scope, sub = login(), client_id, job_id, expires = "8h" }, secret) {
  const key = new TextEncoder().encode(checkSecret(secret));
  const { SignJWT } = await jose();
  const claims = { scope, client_id, job_id, sub, jti: randomUUID() };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + secondsOf(expires))
    .sign(key);
}

/** TOKEN_SECRET from the environment, or else this machine's development secret. */
export function signingSecret({ TOKEN_SECRET } = process.env, file = undefined) {
  const secret = TOKEN_SECRET ?? developmentSecret(file);
  if (secret !== undefined) return secret;
  throw new Failure("There is no secret to sign with: run `npm start` once, which makes one for this machine, or set TOKEN_SECRET to the deployed Worker's.");
}

/** What the command line asks for, as `makeToken` takes it. */
export function readOptions(args) {
  const { scope, sub, client, job, expires } = parseOrExplain(args);
  const chosen = { scope: readScope(scope), client_id: client, job_id: readJob(job), expires, sub };
  for (const text of [sub, client]) if (text !== undefined && !isName(text)) refuse("--sub and --client have 1 to 200 characters.");
  if (RESERVED.includes(sub)) refuse(`--sub cannot be ${sub}, which the history calls what no caller did.`);
  if (expires !== undefined) secondsOf(expires);
  return chosen;
}

function parseOrExplain(args) {
  const text = { type: "string" };
  try {
    return parseArgs({ args, options: { scope: text, sub: text, client: text, job: text, expires: text } }).values;
  } catch (error) {
    return refuse(error.message);
  }
}

function readScope(text = "") {
  const scopes = text.split(/[\s,]+/).filter(Boolean);
  if (scopes.length === 0) refuse("--scope says what the token allows.");
  const unknown = scopes.filter((scope) => !SCOPES.includes(scope));
  if (unknown.length > 0) refuse(`There is no scope ${unknown.join(" or ")}.`);
  return scopes.join(" ");
}

function readJob(text) {
  if (text === undefined) return undefined;
  const job = Number(text);
  return Number.isSafeInteger(job) && job > 0 ? job : refuse("--job is the number of a job.");
}

function secondsOf(text) {
  const [, number, unit] = text.match(/^([1-9]\d{0,8})([smhd])$/) ?? refuse("--expires is a whole number with s, m, h or d after it, such as 8h.");
  return Number(number) * SECONDS[unit];
}

function isName(text) {
  return text.length > 0 && [...text].length <= 200;
}

/** Not every account of a machine has a name, as in a container. */
function login() {
  try {
    return userInfo().username || "developer";
  } catch {
    return "developer";
  }
}

/** Read only when it is needed: this file is loaded before set-up has installed anything. */
async function jose() {
  return import("jose").catch(() => {
    throw new Failure("The npm packages are not installed yet. Run: npm run setup");
  });
}

function refuse(sentence) {
  throw new Failure(`${sentence}\n${USAGE}`);
}
