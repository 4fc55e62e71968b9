// Nothing but Greenlight answers at the address of `npm start`: wrangler's own tools would give the database to anybody.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { inProject } from "../../scripts/project.mjs";

test("wrangler's Local Explorer is off", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "greenlight-explorer-"));
  const server = spawn(process.execPath, [inProject("scripts", "serve.mjs")], { env: { ...process.env, PORT: "0", STATE_DIR: stateDir }, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const url = await ready(server);
    for (const path of ["/cdn-cgi/explorer", "/cdn-cgi/local/explorer", "/cdn-cgi/local/explorer/api/d1/database", "/cdn-cgi/explorer/api/d1/database"]) {
      const answer = await fetch(url + path);
      assert.equal(answer.status, 404, path);
      assert.equal((await answer.json()).type, "/problems/not-found", path);
    }
  } finally {
    server.kill();
    rmSync(stateDir, { recursive: true, force: true });
  }
});

async function ready(server) {
  for await (const line of createInterface(server.stdout)) {
    const url = line.match(/^ready (.*)/)?.[1];
    if (url) return url;
  }
  return assert.fail("the server ended before it was ready");
}
