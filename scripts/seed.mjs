// npm run seed: fills a running Greenlight with jobs in every state, through its public API. URL · TOKEN · options: see USAGE.
import { parseArgs } from "node:util";
import { baseOf } from "./demo/address.mjs";
import { client, Refusal } from "./demo/client.mjs";
import { oneLine } from "./demo/text.mjs";
import { tokenFor } from "./demo/token.mjs";
import { Failure } from "./failure.mjs";
import { entry } from "./program.mjs";
import { Desk } from "./seed/desk.mjs";
import { jobs } from "./seed/jobs.mjs";

/** Its name in the jobs' history, and what it does. */
const SEEDER = { sub: "seed", scope: "jobs:read jobs:create jobs:work jobs:review" };

const USAGE = `npm run seed -- [options]
  --client ID    gives all jobs to this client, instead of several clients and none
  --seed N       other numbers, in another order, and 25 new jobs; 1 if not said
The environment's URL says where Greenlight is, such as http://localhost:8787, and TOKEN what lets it in; for a Greenlight
on this machine it makes one itself.`;

const LONGEST_ANSWER_MS = 10_000;
const MOST_TRIES = 3;

entry(import.meta.url, async () => {
  const options = readOptions();
  const base = baseOf();
  const token = await tokenFor(base, SEEDER);
  await seed(base, token, options);
});

function readOptions() {
  const { client: client_id, seed: number } = parseOrExplain();
  if (client_id !== undefined && (client_id === "" || [...client_id].length > 200)) throw new Failure(`--client has 1 to 200 characters.\n${USAGE}`);
  if (!/^\d{1,15}$/.test(number)) throw new Failure(`--seed is a whole number.\n${USAGE}`);
  return { client_id, number: Number(number) };
}

function parseOrExplain() {
  try {
    return parseArgs({ options: { client: { type: "string" }, seed: { type: "string", default: "1" } } }).values;
  } catch (error) {
    throw new Failure(`${error.message}\n${USAGE}`);
  }
}

/** Makes the jobs at the Greenlight at `base`, in the name of `token`, and tells of each that is new. */
export async function seed(base, token, { client_id, number = 1 } = {}) {
  const connect = (as) => client({ base, token: as, scope: SEEDER.scope, most: MOST_TRIES }, LONGEST_ANSWER_MS);
  const call = connect(token);
  const all = jobs({ client_id, number });
  const made = [];
  for (const planned of all) if (await make({ call, connect, base }, planned)) made.push(planned);
  console.log(summary(base, made.length, all.length));
}

/** Creates the job and takes it as far as it is planned to go; false if that was done before. */
async function make(access, { key, request, steps, next }) {
  const { body: job, headers } = await access.call("POST", "/jobs", { body: request, headers: { "Idempotency-Key": key } });
  // One that was created and no more is what an interrupted run left.
  const isUntouched = steps.length > 0 && job.version === 1;
  if (headers.has("Idempotent-Replayed") && !isUntouched) return false;
  const desk = new Desk(access, job, next);
  await workOn(desk, steps);
  console.log(`Job ${job.id}: ${desk.job.status}, “${oneLine(job.prompt, 60)}”`);
  return true;
}

/** Leaves a job alone that somebody else got hold of meanwhile. */
async function workOn(desk, steps) {
  try {
    for (const step of steps) await step(desk);
  } catch (error) {
    if (!(error instanceof Refusal && [404, 409].includes(error.status))) throw error;
    console.log(`Job ${desk.job.id}: it stays as it is, since somebody else works with it. ${error.detail}`);
  }
}

function summary(base, made, all) {
  const count = made === 0 ? `All ${all} jobs were there already: nothing was changed.` : `${made} jobs are new, ${all - made} were there already.`;
  return `${count} Costs are made up, and their videos are a placeholder: no video was rendered.\nThe page: ${new URL(base).origin}/`;
}
