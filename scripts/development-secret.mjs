// The secret of this machine's own Worker, in .dev.vars, where `wrangler dev` finds it. Git ignores that file.
import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, readFileSync } from "node:fs";
import { Failure } from "./failure.mjs";
import { withLock } from "./lock.mjs";
import { inProject } from "./project.mjs";

const LEAST_BYTES = 32;
const FILE = inProject(".dev.vars");
const LINE = /^\s*(?:export\s+)?TOKEN_SECRET[ \t]*=[ \t]*(?:'([^']*)'|"([^"]*)"|`([^`]*)`|([^#\r\n]*))/gm;

/** The secret; undefined if there is none yet. */
export function developmentSecret(file = FILE) {
  if (!existsSync(file)) return undefined;
  // As wrangler reads it: of several lines, the last one counts.
  const last = [...readFileSync(file, "utf8").matchAll(LINE)].at(-1);
  return last?.slice(1).find((value) => value !== undefined)?.trim() || undefined;
}

/** The secret, made now if there is none yet. */
export function ensureDevelopmentSecret(file = FILE) {
  return withLock(`${file}.lock`, "another start", async () => {
    if (!developmentSecret(file)) append(file, `TOKEN_SECRET=${randomBytes(LEAST_BYTES).toString("base64url")}\n`);
    return checkSecret(developmentSecret(file));
  });
}

/** The secret itself; a Failure if the Worker would not take it. */
export function checkSecret(secret) {
  const bytes = Buffer.byteLength(secret);
  if (bytes >= LEAST_BYTES) return secret;
  throw new Failure(`TOKEN_SECRET has ${bytes} bytes, and needs ${LEAST_BYTES} at least: take a random one, as from \`openssl rand -base64 32\`. If it stands in .dev.vars, delete its line there, and \`npm start\` makes one.`);
}

/** Nobody else may read the file, not even for a moment. */
function append(file, line) {
  if (existsSync(file)) chmodSync(file, 0o600);
  const isCut = existsSync(file) && /[^\n]$/.test(readFileSync(file, "utf8"));
  appendFileSync(file, (isCut ? "\n" : "") + line, { mode: 0o600 });
}
