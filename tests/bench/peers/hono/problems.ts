// Everything that can go wrong, as RFC 9457 problem documents.
import { HTTPException } from "hono/http-exception";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export function problem(status: ContentfulStatusCode, slug: string, detail: string): HTTPException {
  const body = { type: `/problems/${slug}`, title: slug.replaceAll("-", " "), status, detail };
  return new HTTPException(status, { res: Response.json(body, { status, headers: { "Content-Type": "application/problem+json" } }) });
}

export const jobNotFound = (id: unknown) => problem(404, "job-not-found", `there is no job ${id}`);

/** The last thing between an exception and the caller. */
export function onError(error: Error, c: Context): Response {
  if (error instanceof HTTPException) return error.getResponse();
  console.error(error);
  return c.json({ type: "/problems/internal", title: "internal", status: 500 }, 500);
}
