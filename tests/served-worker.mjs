// A Worker of a test's own, on a database of its own, as scripts/serve.mjs serves it.
import { end, start } from "../scripts/command.mjs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inProject } from "../scripts/project.mjs";
import { TEST_SECRET } from "../scripts/serve.mjs";

const TEMPORARY = join(tmpdir(), "greenlight-served-");

/**
 * Serves one with these variables in its environment: its `url`, the `lines` of its log so far, `stop` to end it, and `kill` to
 * end it at once and leave its database in any case. The database in `stateDir` stays; without it there is a new one, which goes
 * with the Worker.
 */
export async function serveForTest(variables = {}, stateDir = mkdtempSync(TEMPORARY)) {
  const env = { PORT: "0", STATE_DIR: stateDir, TOKEN_SECRET: TEST_SECRET, ...variables };
  const server = start("node", [inProject("scripts", "serve.mjs")], { env, output: "pipe" });
  const lines = [];
  createInterface(server.stderr).on("line", (line) => lines.push(line));
  const stop = async () => {
    await end(server);
    if (stateDir.startsWith(TEMPORARY)) rmSync(stateDir, { recursive: true, force: true });
  };
  const kill = async () => {
    process.kill(-server.pid, "SIGKILL");
    return server.ended;
  };
  return { url: await ready(server, lines), stateDir, lines, stop, kill };
}

async function ready(server, lines) {
  for await (const line of createInterface(server.stdout)) {
    const url = line.match(/^ready (\S+)/)?.[1];
    if (url) return url;
  }
  throw new Error(`The Worker did not start; is it built (npm run build)?\n${lines.join("\n")}`);
}
