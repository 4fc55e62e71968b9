// Tokens for the browser tests, and where a token must not be found.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { TEST_SECRET } from "../../scripts/serve.mjs";

/** A token for which nothing is forbidden. */
export function operator() {
  if (!process.env.TOKEN) throw new Error("TOKEN is not set: the browser tests need an admin's token for the Worker, such as `npm test` makes.");
  return process.env.TOKEN;
}

/** A token with these claims, whatever they are; for an hour, if they do not say how long. */
export function token(claims) {
  const part = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: "a test", exp: Math.floor(Date.now() / 1000) + 3600, ...claims })}`;
  return `${signed}.${createHmac("sha256", TEST_SECRET).update(signed).digest("base64url")}`;
}

/** Signs in on the page, in the open. */
export async function signIn(page, text) {
  await page.getByLabel("Token").fill(text);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** What a tab stores that was signed out: it takes no other tab's token. */
export const NO_TOKEN = { "greenlight.token": "" };

/** What the tab stores. */
export const stored = (page) => page.evaluate(() => ({ ...sessionStorage }));

/** Fails if the token is anywhere but in the tab's storage and the calls' header. */
export async function leavesNoTrace(page, token) {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send("Page.getNavigationHistory");
  const seen = {
    address: page.url(),
    history: entries.map(({ url }) => url),
    entries: await page.evaluate(() => navigation.entries().map((entry) => [entry.url, entry.getState()])),
    state: await page.evaluate(() => [history.state, window.name]),
    "other storage": await page.evaluate(() => [{ ...localStorage }, document.cookie]),
    document: [await page.title(), await page.content()],
    requests: page.requests.map(({ url, headers: { authorization, ...others } }) => [url, others]),
    console: (await page.consoleMessages()).map((message) => message.text()),
  };
  for (const [where, what] of Object.entries(seen)) assert.ok(!JSON.stringify(what).includes(token), `${where}: ${JSON.stringify(what)}`);
}
