// What every server is asked before anything is measured: what is right, and what is wrong in every way that counts.
import { get, send } from "./operations.mjs";
import { authorization } from "./token.mjs";

const NEW_JOB = { prompt: "A lighthouse", model_id: "lumen-3" };
const CLAIM = { worker: "gpu-7", for: ["storyboard"] };
const LEASE = "a-lease-token-of-the-benchmark";

const as = async (call, header) => ({ ...call, headers: { ...call.headers, Authorization: header } });
const without = ({ headers: { Authorization: _, ...headers }, ...call }) => ({ ...call, headers, isAnonymous: true });

/** In this order on new data; each gets the answers so far, by name. */
export const CALLS = {
  "a job": () => get("/jobs/8"),
  "no such job": () => get("/jobs/999999999"),
  "an id that is no number": () => get("/jobs/abc"),
  "the id 0": () => get("/jobs/0"),
  "no token": () => without(get("/jobs/8")),
  "a token of another secret": async () => as(get("/jobs/8"), await authorization({ secret: "another secret that nobody here knows" })),
  "a token that has ended": async () => as(get("/jobs/8"), await authorization({ expires: "2 hours ago" })),
  "a token for other things": async () => as(get("/jobs/8"), await authorization({ scope: "jobs:work" })),
  "a report with a token for reading": async () => as(send("PUT", "/jobs/7/progress", {}), await authorization({ scope: "jobs:read" })),
  "a weak ETag": () => get("/jobs/8", { "If-None-Match": 'W/"1-1"' }),
  "one ETag of several": () => get("/jobs/8", { "If-None-Match": '"1-7", "1-1"' }),
  "another ETag": () => get("/jobs/8", { "If-None-Match": '"1-2"' }),

  "newest jobs": () => get("/jobs?limit=3"),
  "a status that nobody has": () => get("/jobs?status=nothing"),
  "a first page": () => get("/jobs?status=completed&limit=3"),
  "the page after it": ({ "a first page": { body } }) => get(`/jobs?status=completed&limit=3&cursor=${body?.next_cursor}`),
  "its cursor with another filter": ({ "a first page": { body } }) => get(`/jobs?status=pending&cursor=${body?.next_cursor}`),
  "no cursor": () => get("/jobs?cursor=%21"),
  "a page of none": () => get("/jobs?limit=0"),
  "a page of 201": () => get("/jobs?limit=201"),
  "a page of x": () => get("/jobs?limit=x"),
  "another view": () => get("/jobs?view=whole"),
  "an unknown parameter": () => get("/jobs?state=pending"),
  "a status twice": () => get("/jobs?status=pending&status=completed"),

  "a report": () => send("PUT", "/jobs/7/progress", { percent: 1.5, note: "häuser \u{1F3E0}", nested: { list: [1, null, true] } }),
  "a report in order": () => send("PUT", "/jobs/7/progress", { seq: 2 }),
  "an older report": () => send("PUT", "/jobs/7/progress", { seq: 1 }),
  "a report to an ended job": () => send("PUT", "/jobs/8/progress", {}),
  "a report to no job": () => send("PUT", "/jobs/999999999/progress", {}),
  "a report that is an array": () => send("PUT", "/jobs/7/progress", []),
  "a report that is no JSON": () => send("PUT", "/jobs/7/progress", "{"),
  "a report that is empty": () => send("PUT", "/jobs/7/progress", ""),
  "a report of another type": () => send("PUT", "/jobs/7/progress", "{}", { "Content-Type": "text/plain" }),
  "a report of 16 KiB": () => send("PUT", "/jobs/7/progress", { text: "x".repeat(16_384 - 11) }),
  "a report of a byte more": () => send("PUT", "/jobs/7/progress", { text: "x".repeat(16_384 - 10) }),
  "a report with a lease that nobody has": () => send("PUT", "/jobs/7/progress", {}, { "Lease-Token": LEASE }),

  "an approval of another storyboard": () => send("POST", "/jobs/9/approve", { storyboard_revision: 2 }),
  "an approval": () => send("POST", "/jobs/9/approve", { storyboard_revision: 1 }),
  "the same again": () => send("POST", "/jobs/9/approve", { storyboard_revision: 1 }),
  "an approval of what is there": () => ({ ...get("/jobs/11/approve"), method: "POST" }),
  "an approval of an ended job": () => send("POST", "/jobs/8/approve", {}),
  "an approval of no job": () => send("POST", "/jobs/999999999/approve", {}),
  "an approval with a text": () => send("POST", "/jobs/13/approve", { storyboard_revision: "1" }),
  "an approval with more": () => send("POST", "/jobs/13/approve", { by: "me" }),

  "a new job": () => send("POST", "/jobs", { ...NEW_JOB, parameters: { seed: 7 }, metadata: { a: [] }, collection: "autumn", cost_cap: 12.5, max_attempts: 2 }),
  "a new job without a prompt": () => send("POST", "/jobs", { model_id: "lumen-3" }),
  "a new job with an empty prompt": () => send("POST", "/jobs", { ...NEW_JOB, prompt: "" }),
  "a new job with a long prompt": () => send("POST", "/jobs", { ...NEW_JOB, prompt: "x".repeat(10_001) }),
  "a new job with parameters that are none": () => send("POST", "/jobs", { ...NEW_JOB, parameters: [] }),
  "a new job with a negative cap": () => send("POST", "/jobs", { ...NEW_JOB, cost_cap: -1 }),
  "a new job with a video of http": () => send("POST", "/jobs", { ...NEW_JOB, video_url: "http://videos.example/1.mp4" }),
  "a new job with an unknown field": () => send("POST", "/jobs", { ...NEW_JOB, priority: 1 }),

  "a claim": () => send("POST", "/jobs/claim", CLAIM, { "Lease-Token": LEASE }),
  "the same claim again": () => send("POST", "/jobs/claim", CLAIM, { "Lease-Token": LEASE }),
  "a report without the lease": ({ "a claim": { body } }) => send("PUT", `/jobs/${body?.id}/progress`, {}),
  "a report with the lease": ({ "a claim": { body } }) => send("PUT", `/jobs/${body?.id}/progress`, { percent: 9 }, { "Lease-Token": LEASE }),
  "a claim of what is approved": () => send("POST", "/jobs/claim", { worker: "gpu-7", for: ["render"] }),
  "a claim when nothing waits": () => send("POST", "/jobs/claim", CLAIM),
  "a claim of nobody": () => send("POST", "/jobs/claim", { for: ["storyboard"] }),
  "a claim for nothing": () => send("POST", "/jobs/claim", { worker: "gpu-7", for: [] }),
  "a claim for too long": () => send("POST", "/jobs/claim", { worker: "gpu-7", lease_seconds: 3601 }),
  "a claim with a short token": () => send("POST", "/jobs/claim", CLAIM, { "Lease-Token": "short" }),
};
