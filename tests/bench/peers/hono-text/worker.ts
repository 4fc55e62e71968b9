// The same app over JSON text that SQLite has made: what TypeScript can do with Greenlight's own statements.
import { createApp } from "../hono/app";
import { text } from "./text";

const JSON_TYPE = { "Content-Type": "application/json" };

export default createApp<string>(text, {
  one: (c, job, status) => c.body(job, status, JSON_TYPE),
  page: (c, jobs, nextCursor) => c.body(`{"jobs":[${jobs.join(",")}],"next_cursor":${JSON.stringify(nextCursor)}}`, 200, JSON_TYPE),
});
