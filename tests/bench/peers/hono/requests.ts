// What stands before a handler: who is calling, and whether what they send can be read.
import { zValidator } from "@hono/zod-validator";
import { bodyLimit } from "hono/body-limit";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { jwt } from "hono/jwt";
import type { ZodType } from "zod";
import { jobNotFound, problem } from "./problems";
import { jobPath } from "./schemas";

export interface Env {
  Bindings: { DB: D1Database; TOKEN_SECRET: string };
  Variables: { jwtPayload: { sub?: unknown; scope?: unknown } };
}

export const authenticated = createMiddleware<Env>((c, next) =>
  jwt({ secret: c.env.TOKEN_SECRET, alg: "HS256" })(c, next),
);

/** Lets in who has this scope, or all. */
export const allowed = (scope: string) =>
  createMiddleware<Env>(async (c, next) => {
    const payload = c.get("jwtPayload");
    if (typeof payload.sub !== "string" || !("exp" in payload)) throw problem(401, "unauthorized", "sub and exp are required");
    const scopes = String(payload.scope ?? "").split(" ");
    if (!scopes.includes(scope) && !scopes.includes("admin")) throw problem(403, "forbidden", `the token needs the scope ${scope}`);
    await next();
  });

export const pathOfJob = zValidator("param", jobPath, (result, c) => {
  if (!result.success) throw jobNotFound(c.req.param("id"));
});

export const query = <Schema extends ZodType>(schema: Schema) =>
  zValidator("query", schema, (result) => {
    if (!result.success) throw problem(400, "malformed-request", result.error.message);
  });

const isJson = createMiddleware(async (c, next) => {
  const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (isEmpty(c)) throw problem(400, "malformed-request", "the body is empty; send a JSON object");
  if (type !== "application/json") throw problem(415, "unsupported-media-type", "send the body with Content-Type: application/json");
  await next();
});

const isJsonOrEmpty = createMiddleware((c, next) => (isEmpty(c) ? next() : isJson(c, next)));

function isEmpty(c: Context): boolean {
  return c.req.raw.body === null || c.req.header("Content-Length") === "0";
}

/** Middleware for a JSON body of so many bytes. */
export const body = <Schema extends ZodType>(schema: Schema, maxSize: number) => [limit(maxSize), isJson, json(schema)] as const;

/** The same where every field is optional: an empty body has none. */
export const optionalBody = <Schema extends ZodType>(schema: Schema, maxSize: number) => [limit(maxSize), isJsonOrEmpty, json(schema)] as const;

const limit = (maxSize: number) =>
  bodyLimit({ maxSize, onError: () => { throw problem(413, "too-large", `the body may have ${maxSize} bytes at most`); } });

const json = <Schema extends ZodType>(schema: Schema) =>
  zValidator("json", schema, (result) => {
    if (!result.success) throw problem(422, "invalid-request", result.error.message);
  });
