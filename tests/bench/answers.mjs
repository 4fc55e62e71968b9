// Asks every server the same before anything is measured, and fails unless they answer the same: who does less is no peer.
import { isDeepStrictEqual } from "node:util";
import { Failure } from "../../scripts/failure.mjs";
import { CALLS } from "./calls.mjs";
import { reset } from "./database.mjs";
import { operationsOf } from "./operations.mjs";
import { authorization } from "./token.mjs";

const MOST_LINES = 40;

/** What each operation costs each server in rows, by D1's own account: a map of maps of `{round_trips, rows_read, rows_written}`. */
export async function checkAnswers(servers, database) {
  const costs = new Map();
  let expected;
  for (const server of servers) {
    const answers = await answersOf(server, database);
    expected ??= { name: server.name, answers };
    const differences = Object.entries(answers).flatMap(([name, answer]) => difference(name, expected.answers[name], answer));
    if (differences.length) throw new Failure(`${server.name} does not answer as ${expected.name} does:\n${differences.slice(0, MOST_LINES).join("\n")}`);
    costs.set(server.name, new Map(Object.entries(answers).map(([name, { cost }]) => [name, cost])));
  }
  console.log(`${servers.length} servers give the same answers to ${Object.keys(expected.answers).length} calls.`);
  return costs;
}

/** On new data, and with a second call of each operation, since the first one may pay for what is kept. */
async function answersOf(server, database) {
  reset(database);
  const served = await server.startCounting(database);
  try {
    const answers = {};
    for (const { name, request } of operationsOf(server)) for (const number of [0, 1]) answers[name] = await ask(served, request(number), server);
    if (!server.operations) for (const [name, call] of Object.entries(CALLS)) answers[name] = await ask(served, await call(answers), server);
    return answers;
  } finally {
    await served.stop();
  }
}

async function ask({ url }, { method, path, headers, body, isAnonymous }, { isBare }) {
  const own = isAnonymous ? {} : { Authorization: await authorization() };
  const answer = await fetch(url + path, { method, headers: { ...own, ...headers }, body: body || undefined });
  const text = await answer.text();
  return { ...seen(answer, text, isBare), cost: costOf(answer.headers.get("Server-Timing")) };
}

/** What has to be the same. A problem is told in each one's own words; a bare one has no second page and no headers to speak of. */
function seen({ status, headers }, text, isBare) {
  const common = { status, etag: headers.get("ETag"), body: status < 300 && text ? JSON.parse(text) : null };
  const names = ["Location", "Lease-Token", "Retry-After", "Link"].filter((name) => headers.has(name));
  return isBare ? common : { ...common, names };
}

function costOf(timing) {
  const numbers = [...(timing ?? "").matchAll(/(\w+);desc=(\d+)/g)].map(([, name, number]) => [name, Number(number)]);
  return numbers.length ? Object.fromEntries(numbers) : undefined;
}

function difference(name, expected, answer) {
  if (!expected) return [`${name}: nobody else was asked`];
  return Object.keys(answer).filter((key) => key !== "cost").flatMap((key) => {
    const [one, other] = [comparable(expected[key]), comparable(answer[key])];
    return isDeepStrictEqual(one, other) ? [] : places(one, other, `${name}: ${key}`);
  });
}

/** Without what is each one's own: what time it was, and how a cursor is written. */
function comparable(value) {
  return JSON.parse(JSON.stringify(value), (key, inner) => {
    if (key === "next_cursor") return undefined;
    return isOfThisRun(inner) ? "now" : inner;
  });
}

function isOfThisRun(value) {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && Math.abs(Date.now() - Date.parse(value)) < 3_600_000;
}

/** Where two values differ, as lines for a person. */
function places(one, other, path) {
  if (isDeepStrictEqual(one, other)) return [];
  const areObjects = [one, other].every((value) => value !== null && typeof value === "object");
  if (!areObjects) return [`  ${path} is ${shown(other)}, expected ${shown(one)}`];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) => places(one[key], other[key], `${path}.${key}`));
}

function shown(value) {
  const text = String(JSON.stringify(value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
