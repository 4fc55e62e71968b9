// Drives one operation of one server, and reads from the operating system what that took.
import autocannon from "autocannon";
import { Failure } from "../../scripts/failure.mjs";
import { cpuNanoseconds } from "./process.mjs";
import { authorization } from "./token.mjs";

/** How many calls are under way at the same time. */
export const CONNECTIONS = 8;

/** Drives all that only reads once before anything is measured: what comes first would be measured least warm. */
export async function warmUp(served, operations, { warmUpSeconds }) {
  for (const operation of operations.filter(({ request }) => request(0).method === "GET")) {
    await drive(served, operation, await requests(operation), { duration: warmUpSeconds });
  }
}

/** Microseconds of processor time per request, requests per second, and milliseconds at the median and the 99th percentile. */
export async function measure(served, operation, { warmUpSeconds, seconds, warmUpAmount, amount }) {
  const next = await requests(operation);
  const [before, measured] = operation.counted ? [{ amount: warmUpAmount }, { amount }] : [{ duration: warmUpSeconds }, { duration: seconds }];
  await drive(served, operation, next, before);
  const cpuBefore = cpuNanoseconds(served.pid);
  const { times, seconds: took } = await drive(served, operation, next, measured);
  const cpu = (cpuNanoseconds(served.pid) - cpuBefore) / 1000 / times.length;
  return { cpu, rate: times.length / took, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** The next request at each call, as autocannon takes it. */
async function requests({ request }) {
  const Authorization = await authorization();
  let number = 0;
  return (given) => {
    const { method, path, headers, body } = request(number++);
    return { ...given, method, path, headers: { ...headers, Authorization }, body };
  };
}

/** The times of all answers, each of which must have the operation's status. */
async function drive({ url }, { name, status }, setupRequest, length) {
  const [times, others, began] = [[], new Set(), performance.now()];
  let ended = began;
  const driven = autocannon({ url, connections: CONNECTIONS, ...length, requests: [{ setupRequest }] });
  driven.on("response", (_client, got, _bytes, milliseconds) => {
    times.push(milliseconds);
    ended = performance.now();
    if (got !== status) others.add(got);
  });
  const { errors } = await driven;
  if (errors || !times.length) throw new Failure(`${name}: ${errors} requests were not answered, ${times.length} were.`);
  if (others.size) throw new Failure(`${name} was answered with ${[...others].join(" and ")}, not ${status}.`);
  return { times, seconds: (ended - began) / 1000 };
}

function percentile(times, part) {
  return times.toSorted((one, other) => one - other)[Math.floor((times.length - 1) * part)];
}
