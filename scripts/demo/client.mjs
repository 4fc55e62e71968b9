// Calls Greenlight's public API, and keeps calling while it does not answer: every call of the demo can be repeated.
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failure.mjs";
import { oneLine } from "./text.mjs";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10_000;

/** What to do about a token that does not let in, where `scope` is needed. */
const WAYS_IN = {
  401: (scope) => `TOKEN, or else .dev.vars, is not of this Greenlight: make a token with its secret, with \`npm run -s token -- --scope "${scope}"\`.`,
  403: (scope) => `A token that allows more is needed: one with the scopes "${scope}", for all clients and jobs.`,
  503: () => "Give that Greenlight a TOKEN_SECRET: `npm start` makes one on this machine, README.md says how on Cloudflare.",
};

/** A request that Greenlight refused, and will refuse again. */
export class Refusal extends Failure {
  constructor(request, { status, text }, scope) {
    const { title, detail = "The answer is not Greenlight's.", errors } = problem(text);
    const all = [title && `${title}.`, detail, errors && JSON.stringify(errors), WAYS_IN[status]?.(scope)].filter(Boolean).join(" ");
    super(`${request} was answered ${status}: ${oneLine(all, 500)}`);
    Object.assign(this, { status, detail: oneLine(String(detail), 300) });
  }
}

/**
 * A function that sends a request to `base` in the name of `token`, which should have this `scope`, and returns `body`, read
 * from JSON, null if there is none, and `headers`. It gives up after `most` tries.
 */
export function client({ base, token, scope, most = Infinity }, timeoutMs) {
  return async (method, path, { body, headers } = {}) => {
    // Made once: a repeat is known as one by its very bytes.
    const all = { "Content-Type": "application/json", Authorization: `Bearer ${token}`, ...headers };
    const request = { method, headers: all, body: body && JSON.stringify(body) };
    for (let tries = 0; ; tries += 1) {
      const answer = await ask(`${base}${path}`, request, timeoutMs);
      const trouble = troubleOf(answer);
      if (!trouble) return read(`${method} ${base}${path}`, answer, scope);
      if (tries + 1 >= most) throw new Failure(`${trouble} Is Greenlight running there?`);
      await waitAfter(trouble, tries, answer);
    }
  };
}

async function ask(url, request, timeoutMs) {
  const signal = AbortSignal.timeout(Math.floor(timeoutMs));
  try {
    const response = await fetch(url, { ...request, signal });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return { trouble: `${new URL(url).origin} does not answer (${error.cause?.code ?? error.message}).` };
  }
}

/** Why asking again may help; undefined if it is no use. */
function troubleOf({ trouble, status, text }) {
  if (trouble) return trouble;
  if (isClosed(status, text)) return undefined;
  if (status === 408 || status === 429 || status >= 500) return `Greenlight answers ${status}: ${oneLine(String(problem(text).detail ?? "no reason given."), 300)}`;
}

/** Without a secret it answers 503 until somebody gives it one. */
function isClosed(status, text) {
  return status === 503 && String(problem(text).type).endsWith("/not-configured");
}

/** Longer each time, and never all at once when many workers lost the same server. */
async function waitAfter(trouble, tries, { headers }) {
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  const wait = Math.max(backoff, retryAfterMs(headers)) * (1 + 0.3 * Math.random());
  console.log(`${trouble} Trying again in ${(wait / 1000).toFixed(1)} s.`);
  await pause(wait);
}

/** How long the answer asks to wait; 0 if it does not say. */
export function retryAfterMs(headers) {
  return Number(headers?.get("Retry-After")) * 1000 || 0;
}

function read(request, answer, scope) {
  if (answer.status >= 300) throw new Refusal(request, answer, scope);
  if (answer.text === "") return { body: null, headers: answer.headers };
  try {
    return { body: JSON.parse(answer.text), headers: answer.headers };
  } catch {
    throw new Refusal(request, answer, scope);
  }
}

function problem(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
