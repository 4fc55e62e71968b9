// Every state of every view: where it is, who sees it, and what brings it about.
import { base, call, countRetry, failJob, newClient, pass, pendingJob, reportProgress } from "./support.mjs";
import { token } from "./tokens.mjs";

const API = "**/api/v2/**";
const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(8);
const PICTURE = "data:image/svg+xml;base64," + Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path d="M0 0H16V9H0Z" fill="#468"/></svg>').toString("base64");

/** Answers every call of the API like this instead: what a server in trouble says. */
const answering = (status, type, detail, headers = {}) => (page) => page.route(API, (route) => route.fulfill({
  status, headers, contentType: "application/problem+json", body: JSON.stringify({ type: `/problems/${type}`, title: "Trouble", status, detail, request_id: "a-request" }),
}));

/** The scenes of a storyboard, the last one without a picture. */
const scenes = (count, more = "") => Array.from({ length: count }, (_, index) => ({
  scene: { scene_number: index + 1, description: `Scene ${index + 1} ${more}`, duration: index + 2, image_prompt: `A picture of ${index + 1}` },
  ...(index < count - 1 && { image_url: PICTURE }), generation_status: "completed",
}));

/** A job whose storyboard waits for a decision. */
async function reviewJob(client_id, { count = 4, estimated_cost = 4.2, ...more } = {}) {
  const { id } = await pendingJob(client_id, more);
  return (await call("PUT", `/jobs/${id}/storyboard`, { storyboard_data: scenes(count), estimated_cost })).job;
}

/** Makes the jobs, and returns the states by name: `address`, and what is not as usual of `token`, `prepare` before and `act` after it is open. */
export async function states() {
  const client = newClient();
  const jobs = await makeJobs(client);
  return { ...lists(client, jobs), ...single(jobs), ...others(client, jobs) };
}

async function makeJobs(client) {
  const long = await pendingJob(client, { prompt: LONG, model_id: "m".repeat(200), parameters: { [LONG]: [LONG] }, metadata: { a: 1 }, estimated_cost: 4.2, cost_cap: 1e6, brief_id: "b".repeat(200) });
  const working = await pendingJob(client, { prompt: "With progress" });
  await call("POST", `/jobs/${working.id}/start`, { status: "parsing" });
  await reportProgress(working.id, { percent: 40, stage: LONG, message: LONG });
  const failed = await pendingJob(client, { prompt: "Failed" });
  await failJob(failed.id, LONG);
  await countRetry(failed.id);
  const review = await reviewJob(client);
  const poor = await reviewJob(client, { cost_cap: 1, estimated_cost: 4.2, prompt: LONG });
  const sentBack = await reviewJob(client);
  await call("POST", `/jobs/${sentBack.id}/reject`, { reason: LONG, scenes: [{ scene_number: 2, note: LONG }], storyboard_revision: 1 });
  const again = await reviewJob(client);
  await call("POST", `/jobs/${again.id}/reject`, { scenes: [{ scene_number: 2, note: "More fog" }], storyboard_revision: 1 });
  await call("PUT", `/jobs/${again.id}/storyboard`, { storyboard_data: scenes(4, "again") });
  const approved = await reviewJob(client);
  await call("POST", `/jobs/${approved.id}/approve`, { storyboard_revision: 1 });
  const done = await reviewJob(client);
  await call("POST", `/jobs/${done.id}/approve`, {});
  await call("POST", `/jobs/${done.id}/complete`, { video_url: "https://media.example/1.mp4", actual_cost: 3.9 });
  const canceled = await pendingJob(client);
  await call("POST", `/jobs/${canceled.id}/cancel`, { reason: "No longer needed" });
  const other = await reviewJob(client);
  const claimed = await pendingJob(client, { prompt: "Claimed" });
  await fetch(`${base()}/api/v2/jobs/claim`, { method: "POST", headers: { Authorization: `Bearer ${token({ scope: "jobs:work", client_id: client })}`, "Content-Type": "application/json" }, body: '{"worker":"a worker","for":["storyboard"]}' });
  return { long, working, failed, review, other, claimed, poor, sentBack, again, approved, done, canceled };
}

const lists = (client, { review }) => ({
  list: { address: `/?client_id=${client}` },
  "filtered list": { address: `/?status=failed&client_id=${client}` },
  "empty list": { address: "/?status=nobody_has_this" },
  "no jobs at all": { address: "/", token: token({ scope: "admin", client_id: newClient() }) },
  "no jobs, and none can be made": { address: "/", token: token({ scope: "jobs:read", client_id: newClient() }) },
  "search without a match": { address: `/?client_id=${client}&search=nothing+has+this` },
  "search for a job that is elsewhere": { address: `/?client_id=${client}&search=9007199254740991` },
  "rows selected": { address: `/?client_id=${client}`, act: select },
  "question about rows": { address: `/?client_id=${client}`, act: askToCancel },
  "list that cannot be read": { address: "/?cursor=nonsense" },
  "list that grows old": { address: `/?client_id=${client}`, act: lose },
  "list at first, without a connection": { address: "/", prepare: (page) => page.route(API, (route) => route.abort()) },
  "list over the limit": { address: "/", prepare: answering(429, "rate-limited", "too many requests", { "Retry-After": "10" }) },
  "server without a secret": { address: "/", prepare: answering(503, "not-configured", "set TOKEN_SECRET") },
  "list that is forbidden": { address: "/", token: token({ scope: "jobs:create" }) },
  "list, by somebody with a long name": { address: "/", token: token({ sub: "w".repeat(200), scope: "jobs:".repeat(40) }) },
  "list, for a link to one job": { address: "/?status=failed", token: token({ scope: "jobs:read jobs:review", job_id: review.id }) },
});

const single = (jobs) => ({
  ...Object.fromEntries(Object.entries(jobs).map(([name, { id }]) => [`job: ${name}`, { address: `/jobs/${id}`, act: openDetails }])),
  "job: notes written": { address: `/jobs/${jobs.review.id}`, act: writeNote },
  "job: a write refused": { address: `/jobs/${jobs.review.id}`, act: refuseApproval },
  "job: question before it is canceled": { address: `/jobs/${jobs.review.id}`, act: (page) => page.getByRole("button", { name: /^Cancel/ }).click() },
  "job: changed under a reviewer": { address: `/jobs/${jobs.other.id}`, act: (page) => changeUnder(page, jobs.other.id) },
  "job: by a review link": { address: `/jobs/${jobs.again.id}`, token: token({ sub: "ana/link", scope: "jobs:read jobs:review", job_id: jobs.again.id }) },
  "job: to look at only": { address: `/jobs/${jobs.review.id}`, token: token({ scope: "jobs:read" }) },
  "no such job": { address: "/jobs/9007199254740991" },
  "another's job": { address: `/jobs/${jobs.long.id}`, token: token({ scope: "jobs:read", job_id: jobs.done.id }) },
});

const others = (client, { long }) => ({
  "new job": { address: "/new" },
  "new job, all wrong": { address: "/new", act: createNothing },
  "new job like another": { address: `/new?from=${long.id}` },
  "new job like none": { address: "/new?from=9007199254740991" },
  "new job, forbidden": { address: "/new", token: token({ scope: "jobs:read" }) },
  operations: { address: "/ops" },
  "operations of a client": { address: "/ops", token: token({ scope: "admin", client_id: client }) },
  "operations, nothing to do": { address: "/ops", token: token({ scope: "jobs:read", client_id: newClient() }) },
  "operations, forbidden": { address: "/ops", token: token({ scope: "jobs:create" }) },
  reference: { address: "/reference" },
  "reference, signed out": { address: "/reference", token: null },
  "signed out": { address: `/?client_id=${client}`, token: null },
  "no such page": { address: "/nope", token: null },
  // The sign-in takes the place of what was asked for.
  "signed out by time": { address: "/", isReplaced: true, token: token({ scope: "admin", exp: 1 }) },
});

async function createNothing(page) {
  await page.getByLabel("Parameters").fill("{");
  await page.getByRole("button", { name: "Create job" }).click();
}

const select = (page) => page.locator("tbody input[type=checkbox]").first().check();

async function askToCancel(page) {
  await page.locator("thead input[type=checkbox]").check();
  await page.getByRole("button", { name: /^Cancel/ }).click();
}

async function lose(page) {
  await page.route(API, (route) => route.abort());
  await page.clock.fastForward(6000);
  await page.locator(".stale").waitFor();
}

const openDetails = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

async function writeNote(page) {
  await page.getByLabel("Needs a change").first().check();
  await page.getByRole("textbox").first().fill("More fog, please");
}

async function changeUnder(page, id) {
  await writeNote(page);
  await call("PUT", `/jobs/${id}/storyboard`, { storyboard_data: scenes(5, "changed"), estimated_cost: 99 });
  await pass(page, 3000);
}

async function refuseApproval(page) {
  await answering(409, "storyboard-changed", "its storyboard is revision 2 by now")(page);
  await page.getByRole("button", { name: /^Approve/ }).first().click();
  await page.locator(".outcome").waitFor();
}
