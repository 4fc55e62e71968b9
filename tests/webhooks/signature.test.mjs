// Who sent a webhook: what Greenlight signs, verified by its own client and by the library of the Standard Webhooks project.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { TEST_SECRET } from "../../scripts/serve.mjs";
import { verifyWebhook, WebhookVerificationError } from "../../www/webhook.js";
import { serveForTest } from "../served-worker.mjs";
import { allAre, clientOf, deliveriesWhen, jobFor, receive } from "./support.mjs";

const NEW_SECRET = "another secret that everybody knows, too";
let receiver, worker, greenlight;

before(async () => {
  receiver = await receive();
  worker = await serveForTest({ TOKEN_SECRET: NEW_SECRET, TOKEN_SECRET_PREVIOUS: TEST_SECRET });
  greenlight = await clientOf(worker, NEW_SECRET);
});

after(async () => {
  await worker?.stop();
  await receiver?.close();
});

/** The message that the end of a job of this client sends. */
async function message(name, client_id) {
  const { id } = await jobFor(greenlight, receiver.url(name), { client_id });
  await greenlight.jobs.cancel(id);
  await deliveriesWhen(greenlight, id, allAre("delivered"));
  return { id, ...receiver.of(name)[0] };
}

test("a message has the headers and the body of the standard, and both secrets have signed it", async () => {
  const { id, method, headers, body } = await message("standard", "acme");
  const { secret, previous } = await greenlight.webhookSecret({ client_id: "acme" });
  assert.notEqual(secret, previous);
  assert.equal(method, "POST");
  assert.equal(headers["content-type"], "application/json");
  assert.match(headers["user-agent"], /^Greenlight-Webhooks\//);
  assert.equal(headers["webhook-id"], `msg_${id}_2`);
  assert.ok(Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"])) < 60);
  assert.match(headers["webhook-signature"], /^v1,[\w+/]{43}= v1,[\w+/]{43}=$/);
  assert.ok(body.length < 20_000);
  const told = { type: "job.canceled", timestamp: (await greenlight.jobs.events(id)).events[1].at, data: { id, status: "canceled", version: 2 } };
  for (const one of [secret, previous]) {
    assert.deepEqual(new Webhook(one).verify(body, headers), told);
    assert.deepEqual(await verifyWebhook(one, body, headers), told);
    assert.deepEqual(await verifyWebhook(one, Buffer.from(body), new Headers(headers)), told);
    assert.deepEqual(await verifyWebhook(one, body, { ":path": "/hook", ...headers }), told, "as Node's HTTP/2 has them");
  }
});

test("another client's secret, and the one of jobs without a client, have not signed it", async () => {
  const { headers, body } = await message("others", "acme");
  for (const client_id of ["globex", undefined]) {
    const { secret } = await greenlight.webhookSecret({ client_id });
    assert.throws(() => new Webhook(secret).verify(body, headers));
    await assert.rejects(verifyWebhook(secret, body, headers), WebhookVerificationError);
  }
  const without = await message("without");
  assert.ok(new Webhook((await greenlight.webhookSecret()).secret).verify(without.body, without.headers));
});

test("what was changed on its way, or is not of now, is no webhook", async () => {
  const { headers, body } = await message("changed");
  const { secret } = await greenlight.webhookSecret();
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = headers;
  const refuse = async (changed, text = body, options = {}) => {
    const error = await verifyWebhook(secret, text, { ...headers, ...changed }, options).catch((refused) => refused);
    assert.ok(error instanceof WebhookVerificationError, JSON.stringify([changed, text]));
    assert.equal(error.name, "WebhookVerificationError");
  };
  await refuse({}, body.replace("canceled", "completed"));
  await refuse({}, `${body} `);
  await refuse({}, "");
  for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
    const { [name]: _, ...rest } = headers;
    await assert.rejects(verifyWebhook(secret, body, rest), WebhookVerificationError, name);
    await refuse({ [name]: "" });
  }
  await refuse({ "webhook-id": `${id}0` });
  for (const other of [Number(timestamp) + 1, "now", "NaN", "Infinity"]) await refuse({ "webhook-timestamp": String(other) });
  const [, first] = signature.split(/,| /);
  for (const other of [first, `v1a,${first}`, `v2,${first}`, "v1,", "v1,%%%", `v1,${"A".repeat(43)}=`, signature.toLowerCase()]) await refuse({ "webhook-signature": other });
  await refuse({}, body, { tolerance: -1 });
});

test("a message that is too old, or of times to come, is refused, and one within the tolerance is not", async () => {
  const { secret } = await greenlight.webhookSecret();
  const at = (seconds) => {
    const when = new Date(Date.now() + 1000 * seconds);
    const headers = { "webhook-id": "msg_1_2", "webhook-timestamp": String(Math.floor(when / 1000)), "webhook-signature": new Webhook(secret).sign("msg_1_2", when, '{"a":1}') };
    return (options) => verifyWebhook(secret, '{"a":1}', headers, options);
  };
  for (const seconds of [-290, 0, 290]) assert.deepEqual(await at(seconds)(), { a: 1 });
  for (const seconds of [-310, 310]) {
    await assert.rejects(at(seconds)(), WebhookVerificationError);
    assert.deepEqual(await at(seconds)({ tolerance: 600 }), { a: 1 });
  }
});

test("one signature of several is enough, wherever it stands", async () => {
  const { secret } = await greenlight.webhookSecret();
  const now = new Date();
  const right = new Webhook(secret).sign("msg_1_2", now, "{}");
  for (const signatures of [`${right} v1,${"A".repeat(43)}=`, `v1a,x ${right}`, `v1,short ${right} v2,y`]) {
    const headers = { "Webhook-Id": "msg_1_2", "Webhook-Timestamp": String(Math.floor(now / 1000)), "Webhook-Signature": signatures };
    assert.deepEqual(await verifyWebhook(secret, "{}", headers), {});
  }
});
