// What Greenlight may take, and whether it keeps to it: processor time and throughput beside its peers, and rows in D1.
import { figure, ratio } from "./figures.mjs";

/** With `LOG=errors`: no peer writes a line for each request. */
export const GREENLIGHT = "greenlight";
const SPEEDS = ["get", "list of 50", "progress"];

/** Beside whom, in which figure, and how much: `most` of the peer's, or at `least`. */
const RATIOS = [
  ...SPEEDS.map((operation) => ({ operation, peer: "hono", name: "cpu", most: 1 })),
  ...SPEEDS.map((operation) => ({ operation, peer: "floor", name: "cpu", most: 1.1 })),
  { operation: "get", peer: "python", name: "rate", least: 1.5 },
  { operation: "list of 50", peer: "python", name: "rate", least: 6 },
  { operation: "progress", peer: "python", name: "rate", least: 3.5 },
];

/** Rows and round trips of one call. A list of 50 asks for one more, to know whether there is another page. */
const COSTS = [
  { operation: "get", name: "rows_read", most: 1 },
  { operation: "get, unchanged (304)", name: "rows_read", most: 1 },
  { operation: "list of 50", name: "rows_read", most: 52 },
  { operation: "list of 50, summary", name: "rows_read", most: 52 },
  { operation: "progress", name: "rows_written", most: 2 },
  { operation: "claim", name: "rows_read", most: 8 },
  ...["get", "list of 50", "progress", "approve", "create", "claim"].map((operation) => ({ operation, name: "round_trips", most: 1 })),
];

const NAMES = { cpu: "processor time", rate: "requests per second", rows_read: "rows read", rows_written: "rows written", round_trips: "round trips to D1" };

/** A row of a table for each budget that was measured: what, how much is allowed, what it is, how that went. */
export function verdicts(size) {
  return [...RATIOS.flatMap((budget) => ratioVerdict(size, budget)), ...COSTS.flatMap((budget) => costVerdict(size, budget))];
}

function ratioVerdict(size, { operation, peer, name, most, least }) {
  const [own, other] = [GREENLIGHT, peer].map((server) => figure(size, server, operation));
  if (!own || !other) return [];
  const is = own[name] / other[name];
  const allowed = most === undefined ? `at least ${ratio(least)}` : `at most ${ratio(most)}`;
  return [[`${operation}: ${NAMES[name]}, beside ${peer}`, allowed, ratio(is), verdict(is, most, least)]];
}

function costVerdict({ costs }, { operation, name, most }) {
  const is = costs.get(GREENLIGHT)?.get(operation)?.[name];
  return is === undefined ? [] : [[`${operation}: ${NAMES[name]}`, `at most ${most}`, String(is), verdict(is, most)]];
}

function verdict(is, most, least) {
  const over = most === undefined ? 1 - is / least : is / most - 1;
  return over <= 0 ? "met" : `missed by ${(100 * over).toFixed(0)} %`;
}
