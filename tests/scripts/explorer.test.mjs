// Nothing but Greenlight answers at the address of `npm start`: wrangler's own tools would give the database to anybody.
import assert from "node:assert/strict";
import { test } from "node:test";
import { serveForTest } from "../served-worker.mjs";

test("wrangler's Local Explorer is off", async () => {
  const { url, stop } = await serveForTest();
  try {
    for (const path of ["/cdn-cgi/explorer", "/cdn-cgi/local/explorer", "/cdn-cgi/local/explorer/api/d1/database", "/cdn-cgi/explorer/api/d1/database"]) {
      const answer = await fetch(url + path);
      assert.equal(answer.status, 404, path);
      assert.match(await answer.text(), /<title>No such page · Greenlight/, path);
    }
  } finally {
    await stop();
  }
});
