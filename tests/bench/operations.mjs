// The calls that are measured, the same for all. Jobs with odd ids are live, with even ids completed (database.mjs).

/** As many jobs can be approved and claimed in one round: those with odd ids up to twice this, and those just created. */
export const JOBS_IN_A_ROUND = 500;

const PROMPT = "A lighthouse keeper rows out before the storm, and finds the boat that was lost ten years ago; 35 mm, natural light, slow pans.";
const NEW_JOB = { prompt: PROMPT, model_id: "lumen-3", parameters: { seed: 7, size: "1280x720" } };
const JSON_BODY = { "Content-Type": "application/json" };

/** A report as render workers send it. */
const PROGRESS = { percent: 42, stage: "rendering", message: "Frame 512 of 1,228", scene_number: 3, frames: { done: 512, of: 1228 }, eta_seconds: 71 };

/** Each in its turn: `request` takes its number. Those that are `counted` change a job for good. */
const OPERATIONS = [
  { name: "get", status: 200, request: (number) => get(`/jobs/${any(number)}`) },
  { name: "get, unchanged (304)", status: 304, request: (number) => get(`/jobs/${any(number)}`, { "If-None-Match": '"1-1"' }) },
  { name: "list of 50", status: 200, request: () => get("/jobs?status=completed&limit=50") },
  { name: "list of 50, summary", status: 200, request: () => get("/jobs?status=completed&limit=50&view=summary") },
  { name: "progress", status: 200, request: (number) => send("PUT", `/jobs/${live(number)}/progress`, { ...PROGRESS, percent: number % 100 }) },
  { name: "approve", status: 200, counted: true, request: (number) => send("POST", `/jobs/${live(number)}/approve`, { storyboard_revision: 1 }) },
  { name: "create", status: 201, counted: true, request: () => send("POST", "/jobs", NEW_JOB) },
  { name: "claim", status: 200, counted: true, request: () => send("POST", "/jobs/claim", { worker: "gpu-7", for: ["storyboard"] }) },
];

/** Those that a server is asked. */
export function operationsOf({ operations }) {
  return OPERATIONS.filter(({ name }) => !operations || operations.includes(name));
}

export function get(path, headers = {}) {
  return { method: "GET", path: `/api/v2${path}`, headers, body: "" };
}

export function send(method, path, body, headers = {}) {
  return { method, path: `/api/v2${path}`, headers: { ...JSON_BODY, ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) };
}

/** One of the first 1,000, in an order that a cache of the neighbourhood does not help with. */
const any = (number) => 1 + ((number * 617) % 1000);
const live = (number) => 1 + 2 * ((number * 311) % JOBS_IN_A_ROUND);
