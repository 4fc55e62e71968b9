// Tables for people: what each operation took of each server, and what became of the budgets.
import { GREENLIGHT, verdicts } from "./budgets.mjs";
import { CONNECTIONS } from "./measure.mjs";
import { count, figure, measured, percent, ratio } from "./figures.mjs";

const HEAD = ["operation", "server", "CPU µs", "Greenlight's", "requests/s", "Greenlight's", "p50 ms", "p99 ms", "rows read", "rows written", "noise"];

/** All figures of one size. */
export function table(size) {
  const rows = measured(size).flatMap((operation) => size.servers.flatMap(({ name }) => row(size, operation, name)));
  return markdown(HEAD, rows);
}

function row(size, operation, server) {
  const own = figure(size, GREENLIGHT, operation);
  const its = figure(size, server, operation);
  if (!its) return [];
  const beside = (name) => (server === GREENLIGHT ? "" : ratio(own && own[name] / its[name]));
  const speeds = [count(Math.round(its.cpu)), beside("cpu"), count(Math.round(its.rate)), beside("rate"), its.p50.toFixed(1), its.p99.toFixed(1)];
  return [[operation, server, ...speeds, ...billed(size, operation, server), percent(its.noise)]];
}

function billed({ costs }, operation, server) {
  const cost = costs.get(server)?.get(operation);
  return cost ? [cost.rows_read, cost.rows_written] : ["not billed", "not billed"];
}

/** The whole of RESULTS.md. */
export function report(sizes, versions, options) {
  return `# Results of \`npm run bench\`

${INTRODUCTION}

${markdown(["what", "which"], versions)}

${options.rounds} rounds, in which each server was measured once, one after another; ${options.seconds} s for each operation, ${options.amount} requests for
those that change a job for good; ${CONNECTIONS} connections. *Noise* is how far the rounds are apart in processor time.

${sizes.map(section).join("\n\n")}
`;
}

const INTRODUCTION = `Made by the benchmark itself; NOTES.md says how it measures and who the peers are. *CPU* is the processor time of the
server's process for a request, by the operating system's account, with D1 and SQLite inside. *Greenlight's* is
Greenlight's figure as a part of this server's: for processor time less than 1 is good, for requests per second more.
Times depend on the machine and on what else runs there; the ratios are what counts.`;

function section(size) {
  return `## ${count(size.jobs)} jobs

Measured in ${count(size.seconds)} s.

${markdown(["budget", "allowed", "is", ""], verdicts(size))}

${table(size)}`;
}

function markdown(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
