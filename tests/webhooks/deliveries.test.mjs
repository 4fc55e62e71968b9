// Webhooks on their way from a running Worker to a receiver that is well, slow, down, elsewhere or gone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { serveForTest } from "../served-worker.mjs";
import { allAre, clientOf, deliveriesWhen, jobFor, receive, tick } from "./support.mjs";

const BEHAVIOURS = {
  slow: () => {},
  failing: (response, count) => response.writeHead(count === 1 ? 500 : 200).end("x".repeat(100_000)),
  busy: (response, count) => response.writeHead(count === 1 ? 503 : 200, { "Retry-After": "8" }).end(),
  elsewhere: (response) => response.writeHead(302, { Location: "/target" }).end(),
  elsewhere308: (response) => response.writeHead(308, { Location: "/target" }).end(),
  gone: async (response) => {
    await approved;
    response.writeHead(410).end();
  },
};
let receiver, worker, greenlight;

before(async () => {
  const behave = (response, count, name) => (BEHAVIOURS[name] ?? (() => response.writeHead(204).end()))(response, count);
  receiver = await receive(behave);
  worker = await serveForTest();
  greenlight = await clientOf(worker);
});

after(async () => {
  await worker?.stop();
  await receiver?.close();
});

const { promise: approved, resolve: isApproved } = Promise.withResolvers();
const STORYBOARD = { storyboard_data: [{ scene: { scene_number: 1 } }] };
const jobTo = (name, more) => jobFor(greenlight, receiver.url(name), more);

/** Takes a job to its end, by way of a rejection. */
async function work(id) {
  await greenlight.jobs.saveStoryboard(id, STORYBOARD);
  await greenlight.jobs.reject(id, { reason: "darker" });
  await greenlight.jobs.updateProgress(id, { percent: 5 });
  await greenlight.jobs.saveStoryboard(id, STORYBOARD);
  await greenlight.jobs.approve(id);
  await greenlight.jobs.start(id, { status: "rendering" });
  await greenlight.jobs.complete(id, { video_url: "https://cdn.example/1.mp4" });
}

test("the news of a job come once, in order", async () => {
  const { id } = await jobTo("well");
  await work(id);
  const deliveries = await deliveriesWhen(greenlight, id, (all) => all.length === 6 && allAre("delivered")(all));
  await tick(worker);
  await pause(2000);
  const told = receiver.of("well").map(({ body }) => JSON.parse(body));
  assert.deepEqual(told.map(({ type }) => type), ["job.storyboard_ready", "job.rejected", "job.storyboard_ready", "job.approved", "job.rendering", "job.completed"]);
  assert.deepEqual(told.map(({ data }) => data.version), deliveries.map(({ version }) => version));
  assert.deepEqual(told.map(({ data }) => data.version), [2, 3, 5, 6, 7, 8]);
  for (const { attempts, response_status, error, delivered_at, attempted_at, next_attempt_at } of deliveries) {
    assert.deepEqual([attempts, response_status, error, next_attempt_at], [1, 204, null, null]);
    assert.ok(attempted_at <= delivered_at);
  }
});

test("only what the filter names is sent", async () => {
  const { id } = await jobTo("filtered", { webhook_events: ["job.completed"] });
  await work(id);
  await deliveriesWhen(greenlight, id, allAre("delivered"));
  assert.deepEqual(receiver.of("filtered").map(({ body }) => JSON.parse(body).type), ["job.completed"]);
});

test("a receiver that fails gets the same message again, 5 seconds later, with another time", async () => {
  const { id } = await jobTo("failing");
  await greenlight.jobs.cancel(id);
  const [waiting] = await deliveriesWhen(greenlight, id, (all) => all[0]?.error);
  assert.deepEqual([waiting.state, waiting.attempts, waiting.response_status, waiting.error], ["pending", 1, 500, "the receiver answered 500"]);
  assert.ok(Date.parse(waiting.next_attempt_at) - Date.parse(waiting.attempted_at) >= 5000);
  const [delivered] = await deliveriesWhen(greenlight, id, allAre("delivered"));
  assert.deepEqual([delivered.attempts, delivered.response_status, delivered.error], [2, 200, null]);
  const [first, second] = receiver.of("failing");
  assert.equal(first.body, second.body);
  assert.equal(first.headers["webhook-id"], second.headers["webhook-id"]);
  assert.notEqual(first.headers["webhook-timestamp"], second.headers["webhook-timestamp"]);
  assert.ok(second.at - first.at >= 5000 && second.at - first.at < 25_000, `${second.at - first.at} ms`);
});

test("a receiver that asks for more time gets it", async () => {
  const { id } = await jobTo("busy");
  await greenlight.jobs.cancel(id);
  await deliveriesWhen(greenlight, id, allAre("delivered"));
  const [first, second] = receiver.of("busy");
  assert.ok(second.at - first.at >= 8000, `${second.at - first.at} ms`);
});

test("a receiver that is down gets its message when it is up", async () => {
  const down = await receive();
  await down.close();
  const { id } = await jobFor(greenlight, down.url("again"));
  await greenlight.jobs.cancel(id);
  const [waiting] = await deliveriesWhen(greenlight, id, (all) => all[0]?.error);
  assert.deepEqual([waiting.response_status, waiting.error], [null, "no connection, or it broke"]);
  const up = await receive(undefined, down.port);
  try {
    const [delivered] = await deliveriesWhen(greenlight, id, allAre("delivered"));
    assert.equal(delivered.attempts, 2);
    assert.equal(up.of("again").length, 1);
  } finally {
    await up.close();
  }
});

test("a redirect is a failure, and is not followed", async () => {
  const redirects = Object.entries({ elsewhere: 302, elsewhere308: 308 });
  const jobs = await Promise.all(redirects.map(async ([name, status]) => [status, (await jobTo(name)).id]));
  await Promise.all(jobs.map(([, id]) => greenlight.jobs.cancel(id)));
  for (const [status, id] of jobs) {
    const [waiting] = await deliveriesWhen(greenlight, id, ([one]) => one?.attempts === 2);
    assert.deepEqual([waiting.state, waiting.response_status], ["pending", status]);
    assert.equal(waiting.error, `the receiver answered ${status}; redirects are not followed`);
  }
  assert.deepEqual(receiver.of("target"), []);
});

test("a receiver that is gone gets nothing more", async () => {
  const { id } = await jobTo("gone");
  await greenlight.jobs.saveStoryboard(id, STORYBOARD);
  await greenlight.jobs.approve(id);
  isApproved();
  const ended = await deliveriesWhen(greenlight, id, (all) => all.length === 2 && allAre("failed")(all));
  assert.deepEqual(ended.map(({ next_attempt_at }) => next_attempt_at), [null, null]);
  await greenlight.jobs.cancel(id);
  const { deliveries, webhook } = await greenlight.jobs.deliveries(id);
  assert.equal(deliveries.length, 2);
  assert.match(deliveries[0].error, /disabled/);
  assert.ok(webhook.disabled_at >= deliveries[0].attempted_at);
  assert.equal(receiver.of("gone").length, 1);
});

test("a receiver that is slow is given up after 15 seconds, and keeps no other job's news", async () => {
  const [slow, other] = [await jobTo("slow"), await jobTo("beside")];
  await Promise.all([slow, other].map(({ id }) => greenlight.jobs.cancel(id)));
  await deliveriesWhen(greenlight, other.id, allAre("delivered"));
  assert.equal((await greenlight.jobs.deliveries(slow.id)).deliveries[0].error, null, "nobody has waited for the slow one's end");
  const [waiting] = await deliveriesWhen(greenlight, slow.id, (all) => all[0]?.error);
  assert.deepEqual([waiting.state, waiting.response_status, waiting.error], ["pending", null, "no answer within 15 seconds"]);
});
