// What the command line of the benchmark says.
import { parseArgs } from "node:util";
import { Failure } from "../../scripts/failure.mjs";
import { SERVERS } from "./servers.mjs";

const ROUNDS = 3;

const USAGE = `npm run bench -- [options]
  --jobs N         with so many jobs only, at least 1,000; else with 1,000 and with 1,000,000
  --only A,B       these servers only: ${SERVERS.map(({ name }) => name).join(", ")}
  --rounds N       ${ROUNDS} if not said
  --quick          short runs, whose figures say little
RESULTS.md is written by a whole run only.`;

const SIZES = [1000, 1_000_000];

/** How long each operation is measured; those that change a job for good are asked a number of times. */
const WHOLE = { warmUpSeconds: 1, seconds: 4, warmUpAmount: 40, amount: 440 };
const QUICK = { warmUpSeconds: 0.5, seconds: 1, warmUpAmount: 20, amount: 100 };

/** Sizes, servers, rounds and lengths. */
export function readOptions() {
  const { jobs, only, rounds, quick } = parseOrExplain();
  return {
    ...(quick ? QUICK : WHOLE),
    sizes: jobs ? [atLeast(1000, jobs, "--jobs")] : SIZES,
    servers: only ? only.split(",").map(serverNamed) : SERVERS,
    rounds: atLeast(1, rounds, "--rounds"),
    isWhole: !quick && !only && !jobs,
  };
}

function parseOrExplain() {
  const options = { jobs: { type: "string" }, only: { type: "string" }, rounds: { type: "string", default: String(ROUNDS) }, quick: { type: "boolean", default: false } };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Failure(`${error.message}\n${USAGE}`);
  }
}

function atLeast(least, text, name) {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new Failure(`${name} is a whole number from ${least}.\n${USAGE}`);
}

function serverNamed(name) {
  const server = SERVERS.find((known) => known.name === name.trim());
  if (server) return server;
  throw new Failure(`There is no server ${name}.\n${USAGE}`);
}
