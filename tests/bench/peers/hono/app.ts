// The API in Hono, over whatever store it is given.
import { Hono, type Context } from "hono";
import { decode, encode, TOP } from "./cursor";
import { hashOf, tokenOfClaim } from "./lease";
import { jobNotFound, onError, problem } from "./problems";
import { allowed, authenticated, body, optionalBody, pathOfJob, query, type Env } from "./requests";
import { approval, claim, listQuery, newJob, progress } from "./schemas";
import type { Found, Store, Written } from "./store";

const KIB = 1024;

/** How a store's jobs become answers. */
export interface Writer<Job> {
  one(c: Context, job: Job, status: 200 | 201): Response;
  page(c: Context, jobs: Job[], nextCursor: string | null): Response;
}

export function createApp<Job>(open: (db: D1Database) => Store<Job>, write: Writer<Job>) {
  const app = new Hono<Env>().basePath("/api/v2").onError(onError);
  app.use(authenticated);

  const answer = (c: Context, { version, job }: Found<Job>, status: 200 | 201 = 200) => {
    c.header("ETag", `"1-${version}"`);
    return write.one(c, job, status);
  };

  const outcome = (c: Context, id: number, written: Written<Job>) => {
    if (!written) throw jobNotFound(id);
    if ("refused" in written) throw problem(409, written.refused, `job ${id} does not allow it`);
    return answer(c, written);
  };

  app.get("/jobs/:id", allowed("jobs:read"), pathOfJob, async (c) => {
    const { id } = c.req.valid("param");
    const found = await open(c.env.DB).get(id);
    if (!found) throw jobNotFound(id);
    return isKnown(c.req.header("If-None-Match"), found.version) ? notModified(c, found.version) : answer(c, found);
  });

  app.get("/jobs", allowed("jobs:read"), query(listQuery), async (c) => {
    const { status, view, limit, cursor } = c.req.valid("query");
    const after = cursor === undefined ? TOP : decode(cursor, status);
    const { jobs, next } = await open(c.env.DB).list({ status, summary: view === "summary", after, limit });
    const nextCursor = next ? encode(next, status) : null;
    if (nextCursor) c.header("Link", `<${nextUrl(c.req.url, nextCursor)}>; rel="next"`);
    return write.page(c, jobs, nextCursor);
  });

  app.put("/jobs/:id/progress", allowed("jobs:work"), pathOfJob, ...body(progress, 16 * KIB), async (c) => {
    const { id } = c.req.valid("param");
    const token = c.req.header("Lease-Token");
    const lease = token === undefined ? null : await hashOf(token);
    return outcome(c, id, await open(c.env.DB).updateProgress(id, subject(c), lease, c.req.valid("json")));
  });

  app.post("/jobs/:id/approve", allowed("jobs:review"), pathOfJob, ...optionalBody(approval, 64 * KIB), async (c) => {
    const { id } = c.req.valid("param");
    const { storyboard_revision: revision = null } = c.req.valid("json");
    return outcome(c, id, await open(c.env.DB).approve(id, subject(c), revision));
  });

  app.post("/jobs", allowed("jobs:create"), ...body(newJob, 1024 * KIB), async (c) => {
    const created = await open(c.env.DB).create(subject(c), c.req.valid("json"));
    c.header("Location", `/api/v2/jobs/${created.id}`);
    return answer(c, created, 201);
  });

  app.post("/jobs/claim", allowed("jobs:work"), ...body(claim, 64 * KIB), async (c) => {
    const token = tokenOfClaim(c.req.header("Lease-Token"));
    const found = await open(c.env.DB).claim(subject(c), await hashOf(token), c.req.valid("json"));
    if (!found) return c.body(null, 204, { "Retry-After": "5" });
    c.header("Lease-Token", token);
    return answer(c, found);
  });

  return app;
}

const subject = (c: Context<Env>) => String(c.get("jwtPayload").sub);

function isKnown(header: string | undefined, version: number): boolean {
  const tags = header?.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags?.some((tag) => tag === "*" || tag === `"1-${version}"`) ?? false;
}

function notModified(c: Context, version: number): Response {
  return c.body(null, 304, { ETag: `"1-${version}"` });
}

function nextUrl(url: string, cursor: string): string {
  const next = new URL(url);
  next.searchParams.set("cursor", cursor);
  return next.pathname + next.search;
}
