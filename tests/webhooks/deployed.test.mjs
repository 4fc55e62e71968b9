// What a deployed Worker does that a laptop's does not: it sends webhooks to public names only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { UnprocessableError } from "../../www/client.js";
import { serveForTest } from "../served-worker.mjs";
import { clientOf, jobFor } from "./support.mjs";

test("in the deployed environment a webhook goes to no machine that is not public", async () => {
  const worker = await serveForTest({ ENVIRONMENT: "production" });
  try {
    const greenlight = await clientOf(worker);
    for (const url of ["http://localhost:3000/hook", "https://localhost/", "https://127.0.0.1/", "https://169.254.169.254/", "http://greenlight-test.example/"]) {
      const error = await jobFor(greenlight, url).catch((refused) => refused);
      assert.ok(error instanceof UnprocessableError, url);
      assert.deepEqual(error.errors.map(({ pointer }) => pointer), ["/webhook_url"]);
    }
    const { id } = await jobFor(greenlight, "https://greenlight-test.example/hook");
    assert.equal((await greenlight.jobs.deliveries(id)).webhook.url, "https://greenlight-test.example/hook");
  } finally {
    await worker.stop();
  }
});
