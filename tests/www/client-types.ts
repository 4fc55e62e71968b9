// What a TypeScript program may write with the client, and what it may not. Only its types are checked; it never runs.
import { answerOf, ConflictError, Greenlight, GreenlightError, isTransient, JobFailedError, withChange } from "../../www/client.js";
import { verifyWebhook, WebhookVerificationError } from "../../www/webhook.js";
import type { WebhookEvent } from "../../www/webhook.js";
import type { Job, JobEvent, JobSummary, Schemas } from "../../www/client.js";

const greenlight = new Greenlight({ baseURL: "https://greenlight.example", token: async () => "token", maxRetries: 3, timeout: 5000, fetch });
new Greenlight({ WebSocket: false });
new Greenlight({ WebSocket });
// @ts-expect-error nothing is pushed, or something is to push with
new Greenlight({ WebSocket: true });
// @ts-expect-error the option is called baseURL
new Greenlight({ baseUrl: "https://greenlight.example" });

const job: Job = await greenlight.jobs.create({ prompt: "A lighthouse", model_id: "demo", parameters: { seed: 7 }, cost_cap: 5 }, { idempotencyKey: "key" });
const revision: number = job.storyboard_revision;
const status: string | null = job.status;
// @ts-expect-error a job may have no video yet
const video: string = job.video_url;
// @ts-expect-error there is no such field
job.state;
// @ts-expect-error a creation takes a model
greenlight.jobs.create({ prompt: "A lighthouse" });
// @ts-expect-error there is no such field
greenlight.jobs.create({ prompt: "A lighthouse", model_id: "demo", modell: "demo" });
greenlight.jobs.create('{"prompt":"A lighthouse","model_id":"demo","parameters":{"seed":9007199254740993}}');
// @ts-expect-error reading takes no key
greenlight.jobs.get(7, { idempotencyKey: "key" });

const same: boolean = (await greenlight.jobs.get(job.id, { known: job, signal: AbortSignal.timeout(1000) })) === job;
await greenlight.jobs.get("7");

const claimed = await greenlight.jobs.claim({ worker: "worker-1", for: ["render"] });
// @ts-expect-error maybe none waits
claimed.id;
if (claimed) {
  const leaseToken = answerOf(claimed).headers.get("Lease-Token") ?? undefined;
  await greenlight.jobs.updateProgress(claimed.id, { percent: 50, anything: ["else"] }, { leaseToken });
  await greenlight.jobs.saveStoryboard(claimed.id, { storyboard_data: [{ scene: { scene_number: 1, description: "Dawn" }, image_url: null }] }, { leaseToken });
  // @ts-expect-error a scene has a number
  await greenlight.jobs.saveStoryboard(claimed.id, { storyboard_data: [{ scene: { description: "Dawn" } }] }, { leaseToken });
}

await greenlight.jobs.approve(job.id, { storyboard_revision: revision }, { ifMatch: job });
await greenlight.jobs.approve(job.id);
// @ts-expect-error a decision takes no lease
await greenlight.jobs.approve(job.id, {}, { leaseToken: "token" });
// @ts-expect-error sending back takes notes
await greenlight.jobs.reject(job.id);
await greenlight.jobs.incrementRetryCount(job.id, undefined, { ifMatch: '"1-7"' });
// @ts-expect-error it takes no fields
await greenlight.jobs.retry(job.id, { reason: "again" });
const nothing: void = await greenlight.jobs.delete(job.id);

for await (const whole of greenlight.jobs.list({ status: "failed" })) whole.parameters;
for await (const summary of greenlight.jobs.list({ view: "summary" })) {
  const brief: JobSummary = summary;
  // @ts-expect-error a summary has none
  summary.parameters;
}
const cursor: string | null = (await greenlight.jobs.page({ limit: 10 })).next_cursor;
const whole: Job[] = (await greenlight.jobs.page()).jobs;
// @ts-expect-error there is no such filter
greenlight.jobs.list({ state: "failed" });
const history: JobEvent[] = (await greenlight.jobs.events(job.id, { after: 3, limit: 10 })).events;

for await (const seen of greenlight.jobs.watch(job.id, { signal: new AbortController().signal, interval: 500 })) seen.progress;
const ready: Job = await greenlight.jobs.wait(job.id, { until: "storyboard_ready", timeout: 60_000 });
await greenlight.jobs.wait(job.id, { until: ["storyboard_ready", "rendering"] });
await greenlight.jobs.wait(job.id, { until: ({ approved }) => approved });
// @ts-expect-error a misspelt status never comes
await greenlight.jobs.wait(job.id, { until: "complete" });

const minted: Schemas["Token"] = await greenlight.tokens.create({ scope: "jobs:read", job_id: 7, expires_in: 60 });
await greenlight.tokens.revoke({ jti: minted.jti });
const pending: number = (await greenlight.stats()).jobs.pending;
const missing: string[] = (await greenlight.health()).missing;

await greenlight.jobs.create({ prompt: "A lighthouse", model_id: "demo", webhook_url: "https://studio.example.com/hook", webhook_events: ["job.completed"] });
// @ts-expect-error there is no such news
greenlight.jobs.create({ prompt: "A lighthouse", model_id: "demo", webhook_url: "https://studio.example.com/hook", webhook_events: ["job.done"] });
const { deliveries, webhook } = await greenlight.jobs.deliveries(job.id, { after: 3 });
const tries: number = deliveries[0].attempts + (webhook?.url.length ?? 0);
const { secret }: { secret: string } = await greenlight.webhookSecret({ client_id: "acme", timeout: 1000 });
const request = new Request("https://studio.example.com/hook");
const news: WebhookEvent = await verifyWebhook(secret, await request.text(), request.headers, { tolerance: 60 });
const told: [number, string] = [news.data.id, news.type];
await verifyWebhook(secret, new Uint8Array(), { "webhook-id": "msg_1_2", "webhook-signature": undefined });

try {
  await greenlight.jobs.cancel(job.id, { reason: "enough" });
} catch (error) {
  // @ts-expect-error it may be anything
  error.status;
  if (error instanceof ConflictError) error.allowed?.includes("retry_job");
  if (error instanceof JobFailedError) error.job.error_message?.trim();
  if (error instanceof GreenlightError) error.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`);
  if (error instanceof WebhookVerificationError) error.message.trim();
  if (isTransient(error)) setTimeout(() => undefined, error.retryAfter ?? 1000);
}

for await (const change of greenlight.changes({ job: 7, client_id: null, signal: AbortSignal.timeout(1000) })) {
  // @ts-expect-error the first is null
  change.job_id;
  const next: Job | null = change && withChange(job, change);
  // @ts-expect-error the job may have to be read
  next.id;
  const line: JobSummary | null = change && withChange((await greenlight.jobs.page({ view: "summary" })).jobs[0], change);
  // @ts-expect-error a change has no storyboard
  change?.storyboard_data;
}

export { cursor, history, missing, nothing, pending, ready, same, status, told, tries, video, whole };
