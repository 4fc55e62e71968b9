// Who calls: TOKEN says it, or a token that is made here for a Greenlight on this machine.
import { Failure } from "../failure.mjs";
import { makeToken, signingSecret } from "../token.mjs";

/** What the demo's worker is: its name in the history, and what it may do. */
export const WORKER = { sub: "demo", scope: "jobs:read jobs:create jobs:work" };

const THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"];

/** The token for the Greenlight at `base`, with which `sub` may do what `scope` says. */
export async function tokenFor(base, { sub, scope }) {
  if (process.env.TOKEN) return process.env.TOKEN;
  const { hostname, origin } = new URL(base);
  if (THIS_MACHINE.includes(hostname)) return makeToken({ scope, sub, expires: "7d" }, signingSecret());
  throw new Failure(`TOKEN is not set: a token for ${origin} is needed. Make one with its secret: TOKEN_SECRET=… npm run -s token -- --scope "${scope}"`);
}
