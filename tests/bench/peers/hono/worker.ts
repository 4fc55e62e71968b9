// Greenlight's peer in TypeScript: Hono over D1 rows.
import { createApp } from "./app";
import type { Job } from "./document";
import { rows } from "./rows";

export default createApp<Job>(rows, {
  one: (c, job, status) => c.json(job, status),
  page: (c, jobs, next_cursor) => c.json({ jobs, next_cursor }),
});
