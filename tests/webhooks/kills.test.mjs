// What the server's death takes with it, or a queue that fails: messages on their way, but no news.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { inD1 } from "../scripts/import-support.mjs";
import { serveForTest } from "../served-worker.mjs";
import { until } from "../until.mjs";
import { allAre, clientOf, deliveriesWhen, jobFor, receive, tick } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "greenlight-webhooks-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const AROUND = "tests/faults/entry.mjs";

/** A Worker on a database of its own, with a receiver beside it; `again` serves anew what was killed, when all is due. */
async function setUp(name, behave) {
  const stateDir = join(folder, name);
  const receiver = await receive(behave);
  const worker = await serveForTest({ AROUND }, stateDir);
  const again = async () => {
    inD1(stateDir, (db) => db.exec("UPDATE job_deliveries SET next_attempt_at = '2000-01-01 00:00:00' WHERE next_attempt_at IS NOT NULL"));
    return serveForTest({ SKIP_MIGRATE: "1" }, stateDir);
  };
  return { receiver, worker, greenlight: await clientOf(worker), again };
}

test("killed between the commit and the queue: committed but not sent, the relay sends it", async () => {
  const { receiver, worker, greenlight, again } = await setUp("commit");
  const { id } = await jobFor(greenlight, receiver.url("commit"));
  await greenlight.jobs.cancel(id, {}, { headers: { "X-Fault": "committed but not sent" } });
  await worker.kill();
  assert.deepEqual(receiver.messages, []);
  const next = await again();
  try {
    const client = await clientOf(next);
    assert.equal((await client.jobs.deliveries(id)).deliveries[0].state, "pending");
    await tick(next);
    const [delivered] = await deliveriesWhen(client, id, allAre("delivered"));
    assert.equal(delivered.attempts, 1);
    assert.deepEqual(receiver.of("commit").map(({ headers }) => headers["webhook-id"]), [`msg_${id}_2`]);
  } finally {
    await next.stop();
    await receiver.close();
  }
});

test("killed between a message and the record of it: it comes again, the same", async () => {
  let worker;
  const kill = (response, count) => (count === 1 ? worker.kill() : response.writeHead(204).end());
  const { receiver, greenlight, again, ...rest } = await setUp("record", kill);
  ({ worker } = rest);
  const { id } = await jobFor(greenlight, receiver.url("record"));
  await greenlight.jobs.cancel(id);
  await until(() => receiver.messages.length === 1, { seconds: 30 });
  await worker.kill().catch(() => {});
  const next = await again();
  try {
    await tick(next);
    const [delivered] = await deliveriesWhen(await clientOf(next), id, allAre("delivered"));
    assert.equal(delivered.attempts, 2);
    const [first, second] = receiver.of("record");
    assert.deepEqual([second.body, second.headers["webhook-id"]], [first.body, first.headers["webhook-id"]]);
  } finally {
    await next.stop();
    await receiver.close();
  }
});

test("a queue that fails holds up nobody, and the relay makes up for it", async () => {
  const { receiver, worker, greenlight, again } = await setUp("queue");
  const { queue: names } = await (await fetch(`${worker.url}/healthz`, { headers: { "X-Fault": "names" } })).json();
  const jobs = await Promise.all(names.map(async (name) => {
    const { id } = await jobFor(greenlight, receiver.url("queue"));
    assert.equal((await greenlight.jobs.cancel(id, {}, { maxRetries: 0, headers: { "X-Fault": name } })).status, "canceled", name);
    return id;
  }));
  const { id } = await jobFor(greenlight, receiver.url("well"));
  await greenlight.jobs.cancel(id);
  await deliveriesWhen(greenlight, id, allAre("delivered"));
  assert.ok(names.length >= 9 && receiver.of("queue").length === 0);
  await worker.stop();
  const next = await again();
  try {
    await tick(next);
    const client = await clientOf(next);
    for (const job of jobs) await deliveriesWhen(client, job, allAre("delivered"));
    assert.equal(receiver.of("queue").length, jobs.length);
  } finally {
    await next.stop();
    await receiver.close();
  }
});

test("a message that nobody can read, or under which the instance ends, keeps no other from its receiver", async () => {
  const { receiver, worker, greenlight } = await setUp("beside");
  try {
    for (const what of ["what nobody can read", "what ends the instance"]) {
      const { id } = await jobFor(greenlight, receiver.url("beside"));
      await greenlight.jobs.cancel(id, {}, { headers: { "X-Fault": `beside ${what}` } });
      await deliveriesWhen(greenlight, id, allAre("delivered"));
    }
    assert.equal(receiver.messages.length, 2);
    const said = (text) => worker.lines.filter((line) => line.includes(text)).length;
    await until(() => said("a message that nobody can read") > 10);
    assert.equal(said("Critical error"), 1);
  } finally {
    await worker.stop();
    await receiver.close();
  }
});
