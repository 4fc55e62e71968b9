// npm run demo: a worker to try Greenlight with. It draws real storyboards and only pretends to render. Like any worker
// it knows nothing but the public API. URL (http://localhost:8787) · TOKEN · options: see USAGE.
import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { baseOf } from "./demo/address.mjs";
import { claimed, completed, createCommand, storyboardReady } from "./demo/announcements.mjs";
import { client, Refusal, retryAfterMs } from "./demo/client.mjs";
import { Task } from "./demo/task.mjs";
import { tokenFor, WORKER } from "./demo/token.mjs";
import { makeStoryboard, render } from "./demo/work.mjs";
import { Failure } from "./failure.mjs";
import { entry } from "./program.mjs";

const USAGE = `npm run demo -- [options]
  --create PROMPT      creates a job first
  --once               ends after one storyboard or one video; exit code 1 if the job was lost
  --idle-seconds N     ends when there was nothing to do for so long
  --lease-seconds N    10 to 3600, 30 if not said
  --speed N            so many times faster
The environment's URL says where Greenlight is, such as http://localhost:8787, and TOKEN what lets the worker in; for a
Greenlight on this machine it makes one itself.`;

const LONGEST_ANSWER_MS = 10_000;

entry(import.meta.url, async () => {
  const options = readOptions();
  // A call that hangs leaves time for another before the lease has run out.
  const call = client({ base: options.base, token: await tokenFor(options.base, WORKER), scope: WORKER.scope }, Math.min(LONGEST_ANSWER_MS, (options.leaseSeconds * 1000) / 3));
  console.log(`A demo worker for ${new URL(options.base).origin}. Stop it: Ctrl-C`);
  if (options.create) await createJob(call, options.create);
  for (let first = true; ; first = false) {
    const claim = await nextClaim(call, options, first);
    if (!claim) return console.log("Nothing to do: it ends.");
    const isHandedOver = await work(call, claim, options);
    if (options.once && !isHandedOver) throw new Failure(`Job ${claim.job.id} was not handed over.`);
    if (options.once) return;
  }
});

function readOptions() {
  const text = { type: "string" };
  const { values } = parseOrExplain({ create: text, once: { type: "boolean" }, "idle-seconds": text, "lease-seconds": text, speed: text });
  const leaseSeconds = number(values, "lease-seconds", 30);
  const idleSeconds = number(values, "idle-seconds", Infinity);
  const speed = number(values, "speed", 1);
  if (!Number.isInteger(leaseSeconds) || leaseSeconds < 10 || leaseSeconds > 3600) {
    throw new Failure(`--lease-seconds is a whole number from 10 to 3600.\n${USAGE}`);
  }
  return { ...values, base: baseOf(), leaseSeconds, idleSeconds, speed };
}

function parseOrExplain(options) {
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new Failure(`${error.message}\n${USAGE}`);
  }
}

function number(values, name, otherwise) {
  const value = values[name] === undefined ? otherwise : Number(values[name]);
  if (value > 0) return value;
  throw new Failure(`--${name} is a number above 0.\n${USAGE}`);
}

async function createJob(call, prompt) {
  const request = { body: { prompt, model_id: "demo" }, headers: { "Idempotency-Key": randomUUID() } };
  const { body: job } = await call("POST", "/jobs", request);
  console.log(`Job ${job.id}: created`);
}

/** Waits for a job and claims it; undefined if there was none for as long as the options say. */
async function nextClaim(call, { base, leaseSeconds, idleSeconds }, first) {
  const end = Date.now() + idleSeconds * 1000;
  for (let isTold = false; ; isTold = true) {
    const { claim, wait } = await tryToClaim(call, leaseSeconds);
    if (claim) return claim;
    if (!isTold) console.log(first ? `No job waits for a worker now; one that is left comes back when its lease and a pause have passed. Create one:\n${createCommand(base)}` : "Waiting for a new job or a decision");
    if (Date.now() >= end) return undefined;
    await pause(Math.min(wait, end - Date.now()));
  }
}

/** The token is the worker's own: a claim whose answer got lost is repeated with it, and gets the same job. */
async function tryToClaim(call, leaseSeconds) {
  const token = randomBytes(24).toString("base64url");
  const body = { worker: `demo-${process.pid}`, lease_seconds: leaseSeconds };
  const answer = await call("POST", "/jobs/claim", { body, headers: { "Lease-Token": token } });
  return answer.body ? { claim: { job: answer.body, token } } : { wait: retryAfterMs(answer.headers) || 5000 };
}

/** Works on the job until it is handed over; false if it was lost: canceled, deleted, or the lease ran out. */
async function work(call, claim, options) {
  const task = new Task(call, claim, options);
  task.say(claimed(claim.job));
  try {
    if (claim.job.status === "rendering") task.say(completed(await render(task, options.base)));
    else task.say(storyboardReady(options.base, await makeStoryboard(task)));
    return true;
  } catch (error) {
    if (!(error instanceof Refusal && [404, 409].includes(error.status))) throw error;
    task.say(`dropped. ${error.detail}`);
    return false;
  }
}
