// Who the demo's worker is: TOKEN says it, or a token that it makes for a Greenlight on this machine.
import { Failure } from "../failure.mjs";
import { makeToken, signingSecret } from "../token.mjs";

export const SCOPE = "jobs:read jobs:create jobs:work";

const THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"];

/** The token for the Greenlight at `base`. */
export async function tokenFor(base) {
  if (process.env.TOKEN) return process.env.TOKEN;
  const { hostname, origin } = new URL(base);
  if (THIS_MACHINE.includes(hostname)) return makeToken({ scope: SCOPE, sub: "demo", expires: "7d" }, signingSecret());
  throw new Failure(`TOKEN is not set: the worker needs a token for ${origin}. Make one with its secret: TOKEN_SECRET=… npm run -s token -- --scope "${SCOPE}"`);
}
