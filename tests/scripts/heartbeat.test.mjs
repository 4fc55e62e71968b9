// The cron trigger of `npm start`.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { heartbeat } from "../../scripts/heartbeat.mjs";

test("the cron trigger is called again and again, until nobody answers", async () => {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    // The third call, and the one that is to make sure, wait for ever, as a port does whose Worker is gone.
    if (asked.length < 3) response.end("ok");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    const url = `http://127.0.0.1:${server.address().port}`;
    await assert.rejects(heartbeat(url, { everyMs: 10, answerMs: 200 }), /does not answer any more/);
    assert.deepEqual(asked, Array(4).fill("/cdn-cgi/handler/scheduled?cron=*+*+*+*+*"));
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
